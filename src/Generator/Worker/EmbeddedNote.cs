using BpfSharp.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

#pragma warning disable RS1035 // See WorkerClient, whose one exception this is a part of.

namespace BpfSharp.Generator.Worker;

/// <summary>
/// A file beside the cache that says which objects the last compilation embedded. It changes only when they do, so the build
/// takes objects out of an assembly anew only then, and not after every edit of something else.
/// </summary>
internal static class EmbeddedNote
{
    public static void Write(SourceProductionContext output, WorkerOptions options, string content)
    {
        if (options.CacheDirectory.Length == 0) return;
        string path = options.CacheDirectory.TrimEnd('/', '\\') + ".embedded";
        try
        {
            bool exists = File.Exists(path);
            // A project that never had an object needs none of this.
            if (exists ? File.ReadAllText(path) == content : content.Length == 0) return;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            output.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.WorkerFailed, Location.None, path, e.Message));
        }
    }
}
