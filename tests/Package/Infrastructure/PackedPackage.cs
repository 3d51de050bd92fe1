[assembly: AssemblyFixture(typeof(BpfSharp.Package.Tests.PackedPackage))]
// A small build keeps one core busy and waits half of the time. All that tests share is a feed, a package folder and a compiler's server.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.Collections, MaxThreads = 2)]

namespace BpfSharp.Package.Tests;

/// <summary>
/// The package, packed once, in a feed that has nothing else; and below the same folder, everything that the tests make.
/// The folder has a space in its name, so every test is one of paths with spaces. Restores see the feed and the machine's package folder, so they need no network and cannot find another BpfSharp.
/// </summary>
public sealed class PackedPackage : IDisposable
{
    readonly CompilerServer _compiler = new();
    readonly Lazy<Workspace> _restored;

    public PackedPackage()
    {
        Root = Directory.CreateTempSubdirectory("bpfsharp package-").FullName;
        try
        {
            File = Pack(Path.Combine(Root, "feed"));
        }
        catch
        {
            Dispose(); // nobody else does, of a fixture that was never made
            throw;
        }
        Directory.CreateDirectory(Path.Combine(Root, "data"));
        System.IO.File.WriteAllText(Path.Combine(Root, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Root}/packages" /></config>
              <packageSources><clear /><add key="feed" value="{Root}/feed" /></packageSources>
              <fallbackPackageFolders><clear /><add key="machine" value="{Settings.PackageFolder}" /></fallbackPackageFolders>
            </configuration>
            """);
        _restored = new(() =>
        {
            var project = NewWorkspace("restored").Write("restored.csproj", Projects.Library(Projects.Reference));
            project.Dotnet("restore").Succeeds();
            return project;
        });
    }

    static string Pack(string feed)
    {
        string[] pack = ["pack", "src/Package", "--no-build", "-c", Settings.Configuration, "-o", feed, "-p:PackageVersion=" + Version, "-v", "quiet", "-nodeReuse:false"];
        Command.Run(Command.StartInfo(Settings.RepositoryRoot, "dotnet", pack)).Succeeds();
        return Assert.Single(Directory.GetFiles(feed));
    }

    /// <summary>Of this run alone, lest a package is used that somebody has left in the machine's folder.</summary>
    public static string Version { get; } = $"{Settings.PackageVersion}.{Random.Shared.Next(1, 65535)}";

    public string Root { get; }

    public string File { get; }

    /// <summary>The native worker as a restore has unpacked it; null where the package has none, because nothing could link it.</summary>
    internal string? NativeWorker =>
        Directory.GetFiles(Path.GetFullPath(_restored.Value.PathOf("../../packages/bpfsharp")), "bpfsharp-llvm.native", SearchOption.AllDirectories).SingleOrDefault();

    internal Workspace NewWorkspace(string name = "work") => new(this, name);

    /// <summary>A folder with one project, which references the package and nothing else and is restored: it can be built with <c>--no-restore</c>.</summary>
    internal Workspace NewProject(string name, string project)
    {
        var folder = NewWorkspace(name).Write($"{name}.csproj", project);
        // What restoring makes is the same for all of them, but for the names of two files.
        foreach (string file in Directory.GetFiles(_restored.Value.PathOf("obj")))
            folder.Write("obj/" + Path.GetFileName(file).Replace("restored.csproj", name + ".csproj", StringComparison.Ordinal), System.IO.File.ReadAllText(file));
        return folder;
    }

    public void Dispose()
    {
        _compiler.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
