using System.Diagnostics;

namespace BpfSharp.Package.Tests;

/// <summary>A program that is one file.</summary>
public sealed class FileBasedTests(PackedPackage package)
{
    /// <summary>Content/ as one file, with the log of the processes that its builds start.</summary>
    (Workspace Folder, ProcessLog Processes) Watch()
    {
        var folder = package.NewWorkspace();
        var processes = new ProcessLog(folder, package);
        string program = Workspace.Content("Program.cs"), probe = Workspace.Content("ForkProbe.cs").Replace("using BpfSharp;", "", StringComparison.Ordinal);
        folder.Write("watch.cs", $"""
            #:package BpfSharp@{PackedPackage.Version}
            #:property AllowUnsafeBlocks=true
            {string.Join('\n', processes.Options.Select(option => "#:property " + option["-p:".Length..]))}
            using BpfSharp;
            {program}
            {probe}
            """);
        return (folder, processes);
    }

    [Fact]
    public void An_edit_is_a_new_program_though_only_the_compiler_runs()
    {
        var (folder, processes) = Watch();
        folder.Dotnet("build", "watch.cs").Succeeds();
        Assert.Equal(["compile"], processes.Take());
        Kernel.SeesFork(() => folder.Dotnet("run", "watch.cs"));
        Assert.Empty(processes.Take());

        folder.Replace("watch.cs", "Child = child->tgid }", "Child = -child->tgid }");
        // Only the program speaks: not the compiler, of what it was told to be silent about.
        Assert.Matches(@"^saw \d+ fork -\d+\n$", folder.Dotnet("run", "watch.cs").Fails().Output);
        Assert.Equal(["compile"], processes.Take());

        folder.Replace("watch.cs", "Child = -child->tgid }", "Child = child->tgid }");
        Kernel.SeesFork(() => folder.Dotnet("run", "watch.cs"));
    }

    [Fact]
    public void It_converts_to_a_project()
    {
        var (folder, _) = Watch();
        folder.Dotnet("project", "convert", "watch.cs", "-o", "converted").Succeeds();
        Kernel.SeesFork(() => folder.Dotnet("run", "--project", "converted"));
        Assert.NotEmpty(Directory.GetFiles(folder.PathOf("converted/bin"), "ForkProbe.bpf.o", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("src/Package/README.md")]
    [InlineData("README.md")]
    public void The_quick_start_is_in_the_readme_word_for_word(string readme)
    {
        Assert.Contains($"```csharp\n{QuickStart}```\n", File.ReadAllText(Path.Combine(Settings.RepositoryRoot, readme)), StringComparison.Ordinal);
    }

    /// <summary>The quick start as it is shipped: nothing but this one file, and a kernel.</summary>
    [Fact]
    public void The_quick_start_is_published_as_one_native_file_that_tells_of_new_processes()
    {
        var folder = package.NewWorkspace().Write("clone.cs", QuickStart);
        Assert.DoesNotContain("warning", folder.Dotnet("publish", "clone.cs", "-o", "published", "-p:TrimmerSingleWarn=false").Succeeds().Output, StringComparison.Ordinal);
        string alone = Directory.CreateDirectory(folder.PathOf("alone")).FullName, file = Path.Combine(alone, "clone");
        File.Move(folder.PathOf("published/clone"), file);
        Assert.InRange(new FileInfo(file).Length, 0, 5_000_000);
        Kernel.Requires();

        string name = File.ReadAllText("/proc/thread-self/comm").Trim();
        var children = new HashSet<int>();
        using var running = new RunningProgram(Command.StartInfo(alone, file, []));
        running.WaitFor(line => children.Any(id => line == $"New process created: PID {id} (from parent {Environment.ProcessId}, {name})"), () =>
        {
            using var child = Process.Start("/bin/true");
            child.WaitForExit();
            children.Add(child.Id);
        });
        Assert.InRange(running.PeakMemory, 1, 20_000_000);
    }

    static string QuickStart { get; } = File.ReadAllText(Path.Combine(Settings.RepositoryRoot, "examples/QuickStart/clone.cs"));
}
