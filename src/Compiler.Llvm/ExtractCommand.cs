using System.Text;

namespace BpfSharp.Compiler.Llvm;

/// <summary>The verb <c>extract</c>: the objects embedded in an assembly, as files.</summary>
internal static class ExtractCommand
{
    public static int Run(string assembly, string outputDirectory, string listFile)
    {
        try
        {
            var objects = EmbeddedObjects.Read(assembly);
            Directory.CreateDirectory(outputDirectory);
            var written = new StringBuilder();
            foreach (var (name, content) in FileNames(objects))
            {
                string path = Path.Combine(outputDirectory, name);
                WriteIfDifferent(path, content);
                written.Append(path).Append('\n');
            }
            // Last, and always new: its time tells the build that all the files before it are up to date.
            if (Path.GetDirectoryName(Path.GetFullPath(listFile)) is { } directory) Directory.CreateDirectory(directory);
            File.WriteAllText(listFile, written.ToString());
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            Console.Error.WriteLine($"bpfsharp-llvm: the eBPF objects of '{assembly}' cannot be extracted: {e.Message}");
            return 1;
        }
    }

    /// <summary>
    /// A class's simple name, its full name where two classes share the simple one, and a number more where they share even
    /// that (they then differ in the type parameters of what contains them). The object that is for arm64 alone is
    /// <c>Class.arm64.bpf.o</c>; the one for x64 has the plain name, like those for all machines.
    /// </summary>
    internal static IEnumerable<(string Name, byte[] Content)> FileNames(IReadOnlyList<EmbeddedObject> objects)
    {
        var simple = objects.ToLookup(static o => (o.SimpleName, IsForArm64(o)));
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var o in objects)
        {
            string name = simple[(o.SimpleName, IsForArm64(o))].Skip(1).Any() ? o.ClassName : o.SimpleName, unique = name;
            for (int number = 2; !used.Add(Extended(unique, o)); number++) unique = $"{name}_{number}";
            yield return (Extended(unique, o), o.Content);
        }

        static bool IsForArm64(EmbeddedObject o) => o.Architecture == "arm64";

        static string Extended(string name, EmbeddedObject o) => name + (IsForArm64(o) ? ".arm64.bpf.o" : ".bpf.o");
    }

    static void WriteIfDifferent(string path, byte[] content)
    {
        if (File.Exists(path) && new FileInfo(path).Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content)) return;
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }
}
