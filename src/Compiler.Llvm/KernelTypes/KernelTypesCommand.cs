using BpfSharp.Btf;

namespace BpfSharp.Compiler.Llvm.KernelTypes;

/// <summary>The verb <c>kernel-types</c>: the reference assembly of kernels' types, from files with their BTF.</summary>
internal static class KernelTypesCommand
{
    const string Release = "/proc/sys/kernel/osrelease";

    /// <param name="output">The assembly's path; its documentation is written beside it.</param>
    /// <param name="files">Raw BTF, or ELF files with it; of modules behind their kernel's.</param>
    public static int Run(string output, ReadOnlySpan<string> files)
    {
        List<KernelSource> sources = [];
        KernelBtf? kernel = null;
        KernelSource? source = null;
        foreach (string file in files)
        {
            try
            {
                byte[] bytes = KernelBtf.ReadBlob(file);
                // A module's types continue those of the last kernel before it.
                if (!KernelBtf.IsSplit(bytes)) (kernel, source) = (KernelBtf.Parse(bytes, file), null);
                if (kernel is null)
                {
                    Console.Error.WriteLine($"bpfsharp-llvm: '{file}' has the types of a module, which continue those of its kernel: name that kernel's file before it.");
                    return 1;
                }
                var types = source is null ? kernel : KernelBtf.Parse(bytes, file, kernel);
                sources.Add(new KernelSource(LabelOf(file), types.Types, source));
                source ??= sources[^1];
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or BpfObjectFormatException)
            {
                Console.Error.WriteLine($"bpfsharp-llvm: a kernel's types cannot be read from '{file}': {e.Message}");
                return 1;
            }
        }
        try
        {
            var (assembly, documentation) = KernelAssembly.Write(sources);
            if (Path.GetDirectoryName(Path.GetFullPath(output)) is { } directory) Directory.CreateDirectory(directory);
            Replace(Path.ChangeExtension(output, ".xml"), path => File.WriteAllText(path, documentation));
            // Last: its time tells the build that both are up to date.
            Replace(output, path => File.WriteAllBytes(path, assembly));
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BpfObjectFormatException)
        {
            Console.Error.WriteLine($"bpfsharp-llvm: the kernel's types cannot be written to '{output}': {e.Message}");
            return 1;
        }
    }

    static string LabelOf(string file) => file == KernelBtf.RunningPath && File.Exists(Release)
        ? "Linux " + File.ReadAllText(Release).Trim()
        : Path.GetFileName(file);

    /// <summary>Another build may be reading the file at this moment.</summary>
    static void Replace(string path, Action<string> write)
    {
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        write(temporary);
        File.Move(temporary, path, overwrite: true);
    }
}
