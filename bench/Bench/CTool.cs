namespace BpfSharp.Bench;

/// <summary>The C halves of what is timed in user space, and what times.</summary>
static class CTool
{
    /// <summary>Compiles a source in <c>bench/</c> with gcc and gives the executable.</summary>
    public static string Build(Workspace workspace, string source, params string[] libraries)
    {
        string tool = workspace.Scratch(Path.GetFileNameWithoutExtension(source));
        Command.Run(["gcc", "-O2", "-Wall", "-Werror", "-o", tool, Path.Combine(workspace.Root, "bench", source), .. libraries]);
        return tool;
    }
}
