using System.Security.Cryptography;
using System.Text;
using BpfSharp.Compiler.Llvm;

namespace BpfSharp.Compiler.Worker;

/// <summary>The worker's side: what fills the cache.</summary>
internal sealed partial class ObjectCache
{
    /// <summary>Every edit leaves a file behind; past this many, the older half goes.</summary>
    internal const int MostFiles = 2048;

    /// <summary>This worker's own cache in a directory.</summary>
    public static ObjectCache Own(string directory) =>
        new(directory, Path.Combine(AppContext.BaseDirectory, "bpfsharp-llvm.dll"), Environment.GetEnvironmentVariable(LlvmLibrary.OverrideVariable) ?? "");

    /// <summary>What this worker makes objects with.</summary>
    public static CacheTools Tools(LlvmLibrary llvm) => new(llvm.Version, OwnId);

    /// <summary>Of this very worker, whoever wrote the file.</summary>
    public CacheTools? OwnTools() => KnownTools() is { } tools && tools.Worker == OwnId ? tools : null;

    static string OwnId => typeof(LlvmLibrary).Module.ModuleVersionId.ToString();

    public void Remember(LlvmLibrary llvm)
    {
        if (File.Exists(llvm.Path)) WriteAtomically(ToolsFile, Encoding.UTF8.GetBytes(string.Join('\n', Describe(llvm.Path, Tools(llvm)))));
    }

    /// <summary>Keeps a success. Failures are not kept: they are rare, and a person is about to change the source.</summary>
    public void Store(CompileModule module, CacheTools tools, ModuleResult result)
    {
        if (!result.Ok) return;
        var payload = new MemoryStream();
        var writer = new WireWriter(payload);
        result.Write(writer);
        writer.Flush();
        byte[] bytes = payload.ToArray();
        WriteAtomically(PathOf(module, tools), [.. s_magic, .. SHA256.HashData(bytes), .. bytes]);
        Prune();
    }

    /// <summary>Through a file of another name, so that builds running at once never see half a file.</summary>
    void WriteAtomically(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            Directory.CreateDirectory(directory);
            string temporary = $"{path}.{Environment.ProcessId}.tmp";
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"bpfsharp-llvm: the cache in {directory} cannot be written, so the next build will compile again: {e.Message}");
        }
    }

    void Prune()
    {
        try
        {
            var files = new DirectoryInfo(directory).GetFiles("*.bpfo");
            if (files.Length <= MostFiles) return;
            foreach (var file in files.OrderBy(static f => f.LastWriteTimeUtc).Take(files.Length / 2)) file.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another build is at it, or the directory is gone: the next store tries again.
        }
    }
}
