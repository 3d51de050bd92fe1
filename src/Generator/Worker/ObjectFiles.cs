using System.Text;
using BpfSharp.Compiler;
using BpfSharp.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

#pragma warning disable RS1035 // See WorkerClient, whose one exception this is a part of.

namespace BpfSharp.Generator.Worker;

/// <summary>An object as it is embedded.</summary>
/// <param name="Architecture">The only machine it is right on; null when it is right on all.</param>
internal sealed record EmbeddedObject(string ClassName, TargetArchitecture? Architecture, byte[] Content)
{
    public string SimpleName => ClassName.Substring(ClassName.LastIndexOf('.') + 1);

    public string Extension => Architecture == TargetArchitecture.Arm64 ? ".arm64.bpf.o" : ".bpf.o";
}

/// <summary>
/// The objects that this compilation embeds, as files for other tools, and a list of them, which the build reads. They are
/// written here because here they are at hand: a process that takes them out of the assembly again would double what a build waits.
/// </summary>
internal static class ObjectFiles
{
    public static void Write(SourceProductionContext output, WorkerOptions options, IReadOnlyList<EmbeddedObject> objects)
    {
        if (options.CacheDirectory.Length == 0) return;
        string cache = options.CacheDirectory.TrimEnd('/', '\\'), directory = Path.Combine(cache, "objects"), list = cache + ".objects.txt", path = list;
        try
        {
            // A project that never had an object needs none of this.
            if (objects.Count == 0 && !File.Exists(list)) return;
            Directory.CreateDirectory(directory);
            var names = new StringBuilder();
            foreach (var (name, content) in Named(objects))
            {
                path = Path.Combine(directory, name);
                WriteIfDifferent(path, content);
                names.Append(path).Append('\n');
            }
            path = list;
            WriteIfDifferent(list, Encoding.UTF8.GetBytes(names.ToString()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            output.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.WorkerFailed, Location.None, path, e.Message));
        }
    }

    /// <summary>
    /// A class's simple name, its full name where two classes share the simple one, and a number more where they share even
    /// that (they then differ in the type parameters of what contains them). The object that is for arm64 alone is
    /// <c>Class.arm64.bpf.o</c>; the one for x64 has the plain name, like those for all machines.
    /// </summary>
    internal static IEnumerable<(string Name, byte[] Content)> Named(IReadOnlyList<EmbeddedObject> objects)
    {
        var simple = objects.ToLookup(static o => o.SimpleName + o.Extension);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var o in objects)
        {
            string name = simple[o.SimpleName + o.Extension].Skip(1).Any() ? o.ClassName : o.SimpleName, unique = name;
            for (int number = 2; !used.Add(unique + o.Extension); number++) unique = $"{name}_{number}";
            yield return (unique + o.Extension, o.Content);
        }
    }

    /// <summary>Whoever looks at the file's time learns when its content changed; whoever reads it meanwhile sees all of it.</summary>
    static void WriteIfDifferent(string path, byte[] content)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content)) return;
        // Two compilers at once, of the same project, must not take each other's.
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(temporary, content);
        // This .NET Standard knows no move onto a file that is there.
        if (File.Exists(path)) File.Replace(temporary, path, null);
        else File.Move(temporary, path);
    }
}
