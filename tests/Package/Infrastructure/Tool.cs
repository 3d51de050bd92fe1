namespace BpfSharp.Package.Tests;

/// <summary>A program of the system that judges what a build made.</summary>
internal static class Tool
{
    public static string Run(string name, params string[] arguments)
    {
        string? path = "/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin".Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"needs {name}");
        return Command.Run(Command.StartInfo("/", path!, arguments)).Succeeds().Output;
    }
}
