using System.Globalization;

namespace BpfSharp.Bench.Parts;

/// <summary>Many programs to build: the clone trace under many names, in C# and in C.</summary>
static class BuildSources
{
    /// <summary>A folder with so many classes, and what they share; without any, a class that has nothing to do with BPF.</summary>
    public static string[] CSharp(Workspace workspace, int programs)
    {
        string folder = Fresh(workspace, $"build/csharp-{programs}");
        if (programs == 0)
        {
            File.WriteAllText(Path.Combine(folder, "Plain.cs"), "namespace Plain;\n\npublic static class Nothing\n{\n    public static int Value => 1;\n}\n");
            return Directory.GetFiles(folder);
        }
        File.Copy(Path.Combine(workspace.Pairs, "Shared.cs"), Path.Combine(folder, "Shared.cs"));
        string source = File.ReadAllText(Path.Combine(workspace.Pairs, "CloneTrace.cs"));
        for (int i = 0; i < programs; i++)
            File.WriteAllText(Path.Combine(folder, Name(i) + ".cs"), source.Replace("CloneTrace", Name(i)));
        return Directory.GetFiles(folder);
    }

    /// <summary>As many files in C, and the kernel's types beside them.</summary>
    public static string[] C(Workspace workspace, int programs)
    {
        string folder = Fresh(workspace, $"build/c-{programs}");
        File.WriteAllText(Path.Combine(folder, "vmlinux.h"), Command.Run("bpftool", "btf", "dump", "file", "/sys/kernel/btf/vmlinux", "format", "c"));
        string source = File.ReadAllText(Path.Combine(workspace.Root, "bench/Build/clone.bpf.c"));
        for (int i = 0; i < programs; i++)
            File.WriteAllText(Path.Combine(folder, Name(i) + ".bpf.c"), source);
        return Directory.GetFiles(folder, "*.c");
    }

    private static string Name(int i) => "Trace" + i.ToString("000", CultureInfo.InvariantCulture);

    private static string Fresh(Workspace workspace, string name)
    {
        string folder = workspace.Scratch(name);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        return folder;
    }
}
