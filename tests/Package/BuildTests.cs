using System.Text;

namespace BpfSharp.Package.Tests;

/// <summary>What a build does, does again and does not do again.</summary>
public sealed class BuildTests(PackedPackage package)
{
    const string Output = "bin/Debug/net10.0/", Object = Output + "ForkProbe.bpf.o", Intermediate = "obj/Debug/net10.0/", Assembly = Intermediate + "app.dll";

    [Fact]
    public void A_console_application_builds_without_a_warning_and_runs()
    {
        // The analyzers that a program's private method and a kernel type's fields would displease.
        var app = package.Application(properties: "<EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>").Write(".editorconfig", """
            root = true
            [*.cs]
            dotnet_diagnostic.IDE0044.severity = warning
            dotnet_diagnostic.IDE0051.severity = warning
            dotnet_diagnostic.IDE0052.severity = warning
            dotnet_diagnostic.CA1822.severity = warning
            dotnet_diagnostic.CA1823.severity = warning
            """);
        // At the verbosity that is called normal, a build says what compiled.
        Assert.Matches(@"BpfSharp: 1 eBPF object\(s\), compiled by LLVM (1[5-9]|2[0-2])\.\d+\.\d+ \(\S*libLLVM\S*\)", app.Dotnet("build", "--no-restore", "-warnaserror", "-v:n").Succeeds().Output);
        Assert.Contains("FUNC 'OnFork'", Tool.Run("bpftool", "btf", "dump", "file", app.PathOf(Object)), StringComparison.Ordinal);

        // The analyzers did run: an unused method of another class is told.
        app.Replace("ForkProbe.cs", "struct TaskStruct", "struct Other { void Unused() { } }\n[KernelType(\"task_struct\")]\nstruct TaskStruct").Replace("ForkProbe.cs", "[KernelType(\"task_struct\")]\nstruct Other", "struct Other");
        Assert.Contains("IDE0051", app.Dotnet("build", "--no-restore", "-warnaserror").Fails().Output, StringComparison.Ordinal);

        Kernel.SeesFork(() => app.Run(Output + "app"));
    }

    [Fact]
    public void What_is_up_to_date_is_left_alone_and_what_is_missing_comes_back()
    {
        var app = package.Application();
        var processes = new ProcessLog(app, package);
        CommandResult Build() => app.Dotnet(["build", "--no-restore", .. processes.Options]).Succeeds();

        Build();
        Assert.Equal(["compile"], processes.Take());
        var before = Times();

        Build();
        Assert.Empty(processes.Take());
        Assert.Equal(before, Times());

        File.Delete(app.PathOf(Object));
        Build();
        Assert.Empty(processes.Take());
        Assert.Equal(before.Keys, Times().Keys);

        // The compiler runs again for it, but what it needs is known.
        File.Delete(app.PathOf(Intermediate + "bpf/objects/ForkProbe.bpf.o"));
        Build();
        Assert.Empty(processes.Take());
        Assert.Equal(before.Keys, Times().Keys);

        File.Delete(app.PathOf(Intermediate + "bpf.objects.txt"));
        Build();
        Assert.Empty(processes.Take());
        Assert.Equal(before.Keys, Times().Keys);

        Directory.Delete(app.PathOf(Intermediate + "bpf"), recursive: true);
        Build();
        Assert.Equal(["compile"], processes.Take());
        Assert.Equal(["ForkProbe.bpf.o"], Objects(Output));

        // Another program under the same name.
        byte[] old = File.ReadAllBytes(app.PathOf(Object));
        app.Replace("ForkProbe.cs", "parent->tgid == Parent", "parent->tgid >= Parent");
        Build();
        Assert.Equal(["compile"], processes.Take());
        Assert.NotEqual(old, File.ReadAllBytes(app.PathOf(Object)));

        // Another file is new, but the object is known, and the same: no process is started.
        app.Replace("Program.cs", "saw", "I saw");
        Build();
        Assert.Empty(processes.Take());
        Assert.Equal(["ForkProbe.bpf.o"], Objects(Output));

        app.Replace("ForkProbe.cs", "class ForkProbe", "class RenamedProbe").Replace("Program.cs", "new ForkProbe", "new RenamedProbe");
        Build();
        Assert.Equal(["RenamedProbe.bpf.o"], Objects(Output));
        Assert.Equal(["RenamedProbe.bpf.o"], Objects(Intermediate));

        // Without programs there is nothing to take out any more.
        app.Write("ForkProbe.cs", "").Write("Program.cs", "return 0;");
        Build();
        Assert.Empty(Objects("."));

        app.Dotnet("clean").Succeeds();
        Assert.Empty(Objects("."));
        Assert.False(Directory.Exists(app.PathOf(Intermediate + "bpf")));

        SortedDictionary<string, DateTime> Times() => new(
            new[] { Output, Intermediate }.SelectMany(f => Directory.GetFiles(app.PathOf(f), "*", SearchOption.AllDirectories))
                .ToDictionary(f => Path.GetRelativePath(app.Folder, f), File.GetLastWriteTimeUtc));

        IEnumerable<string?> Objects(string folder) => Directory.GetFiles(app.PathOf(folder), "*.bpf.o", SearchOption.AllDirectories).Select(Path.GetFileName);
    }

    [Fact]
    public void The_same_source_gives_the_same_bytes_with_and_without_the_compiler_server()
    {
        const string mapped = "<PathMap>$(MSBuildProjectDirectory)=/_/app</PathMap>";
        var (first, second) = (package.Application(properties: mapped), package.Application(properties: mapped));
        first.Dotnet("build", "--no-restore", "-p:UseSharedCompilation=true").Succeeds();
        second.Dotnet("build", "--no-restore", "-p:UseSharedCompilation=false").Succeeds();
        foreach (string file in (ReadOnlySpan<string>)[Object, Output + "app.dll"])
            Assert.Equal(File.ReadAllBytes(first.PathOf(file)), File.ReadAllBytes(second.PathOf(file)));
        string text = Text(first);
        Assert.Contains("/_/app/ForkProbe.cs", text, StringComparison.Ordinal);
        Assert.DoesNotContain(package.Root, text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_object_has_the_lines_of_source_unless_told_otherwise()
    {
        const string line = "if (child->pid == child->tgid && parent->tgid == Parent)";
        var app = package.Application();
        app.Dotnet("build", "--no-restore").Succeeds();
        Assert.Contains(line, Text(app), StringComparison.Ordinal);
        Assert.Contains(app.Folder, Text(app), StringComparison.Ordinal);
        app.Dotnet("build", "--no-restore", "-p:BpfEmbedSource=false").Succeeds();
        Assert.DoesNotContain(line, Text(app), StringComparison.Ordinal);
        Assert.DoesNotContain("child->", Text(app), StringComparison.Ordinal);
        app.Dotnet("build", "--no-restore", "-p:BpfWriteObjectFiles=false").Succeeds();
        Assert.False(File.Exists(app.PathOf(Object)));
    }

    [Fact]
    public void An_editors_build_starts_no_process_and_still_has_both_halves()
    {
        var app = package.Application();
        var processes = new ProcessLog(app, package);
        app.Dotnet(["build", "--no-restore", .. processes.Options, "-t:Compile", "-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true"]).Succeeds();
        Assert.Empty(processes.Take());
        Assert.True(File.Exists(app.PathOf(Assembly)));
    }

    static string Text(Workspace app) => Encoding.Latin1.GetString(File.ReadAllBytes(app.PathOf(Object)));
}
