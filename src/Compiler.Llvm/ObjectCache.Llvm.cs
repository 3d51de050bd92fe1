using System.Globalization;
using System.Text;

namespace BpfSharp.Compiler.Llvm;

internal sealed partial class ObjectCache
{
    // Loading LLVM only to ask its version would cost a third of a cached build's time, so the version is kept beside the
    // objects, with everything that would have to change for another LLVM to be the one found.

    string VersionFile => Path.Combine(directory, "llvm-version");

    /// <summary>The version that loading LLVM would find, or null when only loading can tell.</summary>
    public string? KnownLlvmVersion()
    {
        try
        {
            string[] lines = File.ReadAllText(VersionFile).Split('\n');
            return lines is [var path, var version, ..] && File.Exists(path) && lines.AsSpan().SequenceEqual(Describe(path, version)) ? version : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void RememberLlvm(LlvmLibrary llvm)
    {
        if (File.Exists(llvm.Path)) WriteAtomically(VersionFile, Encoding.UTF8.GetBytes(string.Join('\n', Describe(llvm.Path, llvm.Version))));
    }

    static string[] Describe(string path, string version) =>
    [
        path,
        version,
        Stamp(path),
        // The dynamic linker's index changes whenever a library is installed or removed.
        Stamp("/etc/ld.so.cache"),
        Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? "",
        Environment.GetEnvironmentVariable(LlvmLibrary.OverrideVariable) ?? "",
    ];

    static string Stamp(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.Length} {file.LastWriteTimeUtc.Ticks}") : "none";
    }
}
