using System.Globalization;

#pragma warning disable RS1035 // As in the other half.

namespace BpfSharp.Compiler.Worker;

/// <summary>What an object was made with.</summary>
/// <param name="Llvm">LLVM's version.</param>
/// <param name="Worker">The worker's module version id: builds are deterministic, so it changes exactly when the worker does.</param>
internal sealed record CacheTools(string Llvm, string Worker);

internal sealed partial class ObjectCache
{
    // Loading LLVM only to ask its version would cost a third of a build's time, so the version is kept beside the objects,
    // with everything that would have to change for another LLVM or another worker to be the one found.

    string ToolsFile => Path.Combine(directory, "tools");

    /// <summary>What the next object would be made with, or null when only the worker can tell.</summary>
    public CacheTools? KnownTools()
    {
        try
        {
            string[] lines = File.ReadAllText(ToolsFile).Split('\n');
            if (lines.Length < 3 || !File.Exists(lines[0])) return null;
            var tools = new CacheTools(lines[1], lines[2]);
            return lines.SequenceEqual(Describe(lines[0], tools), StringComparer.Ordinal) ? tools : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    string[] Describe(string llvmPath, CacheTools tools) =>
    [
        llvmPath,
        tools.Llvm,
        tools.Worker,
        Stamp(llvmPath),
        // The dynamic linker's index changes whenever a library is installed or removed.
        Stamp("/etc/ld.so.cache"),
        Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? "",
        libLlvm,
        // A link by itself: it may be pointed at another library while this one stays.
        libLlvm.Length == 0 ? "" : Stamp(libLlvm),
        workerPath,
        Stamp(workerPath),
    ];

    static string Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? $"{file.Length.ToString(CultureInfo.InvariantCulture)} {file.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture)}" : "none";
    }
}
