using System.IO.Compression;

namespace BpfSharp.Package.Tests;

/// <summary>A class library brings its programs along, however it is referenced.</summary>
public sealed class LibraryTests(PackedPackage package)
{
    [Fact]
    public void Projects_and_packages_that_reference_a_library_run_its_programs()
    {
        var all = package.NewWorkspace();
        // A reference assembly has neither bodies nor data, and is what the compiler sees of a library.
        all.Write("probes/probes.csproj", Projects.Library(Projects.Reference, "<ProduceReferenceAssembly>true</ProduceReferenceAssembly>")).Copy("probes", "ForkProbe.cs");
        all.Write("probes/Numbers.cs", "[BpfSharp.BpfLibrary] public static class Numbers { static readonly int[] s_parts = [1, 2]; public static T Twice<T>(T value) where T : System.Numerics.INumber<T> => value + value; public static int Same(int value) => Twice(value) / s_parts[1]; }");
        all.Write("app/app.csproj", Projects.Application("""<ProjectReference Include="../probes/probes.csproj" />""")).Copy("app", "Program.cs");
        // One with a program of its own, so that two of the solution's projects need the worker at the same time.
        all.Write("both/both.csproj", Projects.Application($"""<ProjectReference Include="../probes/probes.csproj" />{Projects.Reference}""")).Copy("both", "Program.cs")
            .Write("both/Own.cs", Workspace.Content("ForkProbe.cs").Replace("ForkProbe", "OwnProbe").Replace("struct Fork\n", "struct OwnFork\n").Replace("Child = child->tgid", "Child = Numbers.Same(child->tgid)").Replace("<Fork>", "<OwnFork>"))
            .Write("both/Program.cs", Workspace.Content("Program.cs").Replace("ForkProbe", "OwnProbe"));
        all.Write("all.slnx", """<Solution><Project Path="probes/probes.csproj" /><Project Path="app/app.csproj" /><Project Path="both/both.csproj" /></Solution>""");

        var processes = new ProcessLog(all, package);
        all.Dotnet(["build", "all.slnx", "-m:4", "-warnaserror", .. processes.Options]).Succeeds();
        Assert.Equal(["compile", "compile"], processes.Take());
        Assert.True(File.Exists(all.PathOf("probes/obj/Debug/net10.0/ref/probes.dll")));
        Assert.Equal(["ForkProbe.bpf.o"], Objects("app"));
        Assert.Equal(["ForkProbe.bpf.o", "OwnProbe.bpf.o"], Objects("both"));

        all.Dotnet("pack", "probes", "--no-build", "-c", "Debug", "-o", "feed").Succeeds();
        using (var packed = ZipFile.OpenRead(Directory.GetFiles(all.PathOf("feed")).Single()))
            Assert.Equal(["lib/net10.0/probes.dll"], packed.Entries.Select(e => e.FullName).Where(n => n.StartsWith("lib/", StringComparison.Ordinal) || n.EndsWith(".o", StringComparison.Ordinal)));
        all.Write("consumer/consumer.csproj", Projects.Application("""<PackageReference Include="probes" Version="1.0.0" />""")).Copy("consumer", "Program.cs");
        all.Dotnet(["build", "consumer", "-warnaserror", .. processes.Options, "-p:RestoreAdditionalProjectSources=" + all.PathOf("feed")]).Succeeds();
        Assert.Empty(processes.Take());
        Assert.Empty(Objects("consumer"));

        // Programs of its own, which call what the package brings along for them.
        all.Write("more/more.csproj", Projects.Application($"""<PackageReference Include="probes" Version="1.0.0" />{Projects.Reference}"""))
            .Write("more/Own.cs", File.ReadAllText(all.PathOf("both/Own.cs"))).Write("more/Program.cs", File.ReadAllText(all.PathOf("both/Program.cs")));
        all.Dotnet(["build", "more", "-warnaserror", .. processes.Options, "-p:RestoreAdditionalProjectSources=" + all.PathOf("feed")]).Succeeds();
        Assert.Equal(["OwnProbe.bpf.o"], Objects("more"));

        Kernel.SeesFork(() => all.Run("app/bin/Debug/net10.0/app"));
        Kernel.SeesFork(() => all.Run("both/bin/Debug/net10.0/both"));
        Kernel.SeesFork(() => all.Run("more/bin/Debug/net10.0/more"));
        Kernel.SeesFork(() => all.Run("consumer/bin/Debug/net10.0/consumer"));

        IEnumerable<string?> Objects(string project) => Directory.GetFiles(all.PathOf(project + "/bin/Debug/net10.0"), "*.bpf.o").Select(Path.GetFileName).Order();
    }
}
