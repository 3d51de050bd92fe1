using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using BpfSharp.Compiler.Worker;

namespace BpfSharp.Compiler.Llvm;

/// <summary>
/// Finished objects from earlier builds, one file each, named by what went into them: IR, options, this worker and LLVM.
/// A file that was damaged is noticed by its own hash and made again.
/// </summary>
internal sealed partial class ObjectCache(string directory)
{
    const int HashSize = 32;
    static ReadOnlySpan<byte> Magic => "BPFO"u8;

    /// <summary>Fills what is known; true when nothing is left to compile.</summary>
    public bool TryFill(CompileRequest request, string llvmVersion, ModuleResult?[] results)
    {
        bool complete = true;
        for (int i = 0; i < results.Length; i++) complete &= (results[i] = Read(request.Modules[i], llvmVersion)) is not null;
        return complete;
    }

    public ModuleResult? Read(CompileModule module, string llvmVersion)
    {
        try
        {
            var content = File.ReadAllBytes(PathOf(module, llvmVersion)).AsSpan();
            if (!content.StartsWith(Magic) || content.Length < Magic.Length + HashSize) return null;
            var payload = content[(Magic.Length + HashSize)..];
            if (!content.Slice(Magic.Length, HashSize).SequenceEqual(SHA256.HashData(payload))) return null;
            return ModuleResult.Read(new WireReader(new MemoryStream(payload.ToArray())));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or WorkerProtocolException)
        {
            return null; // Compiling anew gives the same result, only later.
        }
    }

    /// <summary>Keeps a success. Failures are not kept: they are rare, and a person is about to change the source.</summary>
    public void Store(CompileModule module, string llvmVersion, ModuleResult result)
    {
        if (!result.Ok) return;
        var payload = new MemoryStream();
        var writer = new WireWriter(payload);
        result.Write(writer);
        writer.Flush();
        byte[] bytes = payload.ToArray();
        WriteAtomically(PathOf(module, llvmVersion), [.. Magic, .. SHA256.HashData(bytes), .. bytes]);
        Prune();
    }

    string PathOf(CompileModule module, string llvmVersion)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(Encoding.UTF8.GetBytes(module.Cpu));
        Append(Encoding.UTF8.GetBytes(module.Passes));
        Append(Encoding.UTF8.GetBytes(llvmVersion));
        // Builds are deterministic, so this changes exactly when the worker does.
        Append(typeof(ObjectCache).Module.ModuleVersionId.ToByteArray());
        Append(module.Ir);
        return Path.Combine(directory, Convert.ToHexStringLower(hash.GetHashAndReset()) + ".bpfo");

        void Append(ReadOnlySpan<byte> part)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
            hash.AppendData(length);
            hash.AppendData(part);
        }
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
}
