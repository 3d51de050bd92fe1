[assembly: AssemblyFixture(typeof(BpfSharp.Package.Tests.PackedPackage))]
// Builds use every core by themselves.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace BpfSharp.Package.Tests;

/// <summary>
/// The package, packed once, in a feed that has nothing else; and below the same folder, everything that the tests make.
/// The folder has a space in its name, so every test is one of paths with spaces. Restores see the feed and the machine's package folder, so they need no network and cannot find another BpfSharp.
/// </summary>
public sealed class PackedPackage : IDisposable
{
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

    internal Workspace NewWorkspace(string name = "work") => new(this, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
