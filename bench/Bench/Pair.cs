namespace BpfSharp.Bench;

/// <summary>A program written in both languages, compiled: three object files.</summary>
sealed record Pair(string Name, SortedDictionary<string, string> Objects)
{
    private static readonly string[] s_clang =
    [
        "clang-19", "-O2", "-g", "-target", "bpf", "-mcpu=v3", "-D__TARGET_ARCH_x86", "-Wall", "-Werror",
        "-I/usr/include/x86_64-linux-gnu", "-I/usr/include/aarch64-linux-gnu",
    ];

    /// <summary>Compiles the C halves and finds the C# ones, which the build has written already.</summary>
    public static List<Pair> CompileAll(Workspace workspace)
    {
        List<Pair> pairs = [];
        foreach (string source in Directory.GetFiles(workspace.Pairs, "*.bpf.c").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(source)[..^".bpf.c".Length];
            string ours = Path.Combine(workspace.PairObjects, name + ".bpf.o");
            if (!File.Exists(ours))
                throw new FileNotFoundException($"{name}.bpf.c has no C# half: the build wrote no {ours}");
            pairs.Add(new Pair(name, new()
            {
                [Side.CSharp] = ours,
                [Side.CSame] = Compile(source, workspace.Scratch($"same/{name}.bpf.o"), "-DSAME_CHECKS"),
                [Side.CPlain] = Compile(source, workspace.Scratch($"plain/{name}.bpf.o")),
            }));
        }
        return pairs;
    }

    /// <summary>The object without DWARF, as it would be shipped.</summary>
    public static string Strip(Workspace workspace, string side, string path)
    {
        string stripped = workspace.Scratch($"stripped/{(side == Side.CSharp ? "csharp" : Path.GetFileName(Path.GetDirectoryName(path)))}/{Path.GetFileName(path)}");
        Directory.CreateDirectory(Path.GetDirectoryName(stripped)!);
        Command.Run("llvm-strip-19", "-g", path, "-o", stripped);
        return stripped;
    }

    public static string Compile(string source, string target, params string[] options)
    {
        Command.Run([.. s_clang, .. options, "-c", source, "-o", target]);
        return target;
    }
}
