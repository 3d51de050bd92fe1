using System.Diagnostics;

namespace BpfSharp.Package.Tests;

/// <summary>A fresh folder to build something in.</summary>
internal sealed class Workspace
{
    static int s_count;

    readonly PackedPackage _package;

    public Workspace(PackedPackage package, string name)
    {
        _package = package;
        Folder = Path.Combine(package.Root, $"{Interlocked.Increment(ref s_count)}", name);
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string PathOf(string path) => Path.GetFullPath(Path.Combine(Folder, path));

    public Workspace Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), content);
        return this;
    }

    public Workspace Replace(string path, string old, string replacement)
    {
        string content = File.ReadAllText(PathOf(path));
        Assert.Contains(old, content, StringComparison.Ordinal);
        return Write(path, content.Replace(old, replacement, StringComparison.Ordinal));
    }

    /// <summary>Copies files of <c>Content/</c>.</summary>
    public Workspace Copy(string folder, params ReadOnlySpan<string> files)
    {
        foreach (string file in files) Write(Path.Combine(folder, file), Content(file));
        return this;
    }

    public static string Content(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Content", file));

    public CommandResult Dotnet(params IEnumerable<string> arguments) => Dotnet([], arguments);

    public CommandResult Dotnet((string Name, string Value)[] environment, params IEnumerable<string> arguments) => Run(environment, "dotnet", arguments);

    public CommandResult Run(string program, params IEnumerable<string> arguments) => Run([], PathOf(program), arguments);

    CommandResult Run((string Name, string Value)[] environment, string program, IEnumerable<string> arguments)
    {
        var start = StartInfo(program, arguments);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Command.Run(start);
    }

    public ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments)
    {
        var start = Command.StartInfo(Folder, program, arguments);
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_package.Root, "packages");
        // Where the SDK keeps what it makes of file-based apps.
        start.Environment["XDG_DATA_HOME"] = Path.Combine(_package.Root, "data");
        return start;
    }
}
