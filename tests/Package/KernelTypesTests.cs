using System.Diagnostics;

namespace BpfSharp.Package.Tests;

/// <summary>The kernel's types, which the build makes a reference assembly of where a project asks for it.</summary>
public sealed class KernelTypesTests(PackedPackage package)
{
    internal const string Running = "/sys/kernel/btf/vmlinux";

    const string Assembly = "obj/Debug/net10.0/bpf/kernel/BpfSharp.Kernel.dll";

    /// <summary>A program by the kernel's types; published by <see cref="PublishTests"/>.</summary>
    internal const string Probe = """
        using BpfSharp;
        using BpfSharp.Kernel;

        struct TaskName { public int Process; public Comm Name; }

        [BpfObject]
        sealed unsafe partial class TaskProbe
        {
            public partial int Thread { get; init; }

            [Iterator("task")]
            bool OnTask(task_struct* task, out TaskName row)
            {
                row = default;
                if (task->pid != Thread) return false;
                row = new() { Process = task->group_leader->tgid, Name = task->comm };
                return true;
            }

            public static void Show()
            {
                using var probe = new TaskProbe { Thread = Environment.ProcessId };
                probe.Load();
                foreach (var task in probe.Programs["OnTask"].Iterate<TaskName>())
                    Console.WriteLine($"task {task.Process} {task.Name}");
            }
        }

        [BpfObject]
        sealed unsafe partial class ReadProbe
        {
            [Fentry("vfs_read")] void OnRead(file* file, byte* buffer, ulong count) { }
        }
        """;

    Workspace Application(string properties) =>
        package.NewProject("app", Projects.Library(Projects.Reference, properties)).Write("Probe.cs", Probe);

    static void Requires() => Assert.SkipUnless(File.Exists(Running), "needs a kernel with BTF");

    [Fact]
    public void Types_are_made_once_and_left_alone()
    {
        Requires();
        var app = Application("<BpfKernelTypes>true</BpfKernelTypes>");
        var processes = new ProcessLog(app, package);
        CommandResult Build() => app.Dotnet(["build", "--no-restore", "-warnaserror", .. processes.Options]).Succeeds();
        Build();
        Assert.Equal(["kernel-types", "compile"], processes.Take());
        DateTime made = File.GetLastWriteTimeUtc(app.PathOf(Assembly)), compiled = File.GetLastWriteTimeUtc(app.PathOf("obj/Debug/net10.0/app.dll"));

        Build();
        Assert.Empty(processes.Take());
        Assert.Equal((made, compiled), (File.GetLastWriteTimeUtc(app.PathOf(Assembly)), File.GetLastWriteTimeUtc(app.PathOf("obj/Debug/net10.0/app.dll"))));
        Assert.False(File.Exists(app.PathOf("bin/Debug/net10.0/BpfSharp.Kernel.dll")));

        // The types of another kernel: a copy in a file is one, as far as anyone can tell.
        File.Copy(Running, app.PathOf("other.btf"));
        app.Replace("app.csproj", "<BpfKernelTypes>true</BpfKernelTypes>", "<BpfKernelBtf>other.btf</BpfKernelBtf>");
        Build();
        Assert.Contains("kernel-types", processes.Take());

        app.Dotnet("clean").Succeeds();
        Assert.False(File.Exists(app.PathOf(Assembly)));
    }

    /// <summary>Editors build without compiling, and complete names from what the compiler would be given.</summary>
    [Fact]
    public void Editors_are_given_the_types()
    {
        Requires();
        var app = Application("<BpfKernelTypes>true</BpfKernelTypes>");
        string given = app.Dotnet("build", "--no-restore", "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-getItem:CscCommandLineArgs").Succeeds().Output;
        Assert.Contains("BpfSharp.Kernel.dll", given, StringComparison.Ordinal);
        Assert.True(File.Exists(app.PathOf(Assembly)));
        Assert.True(File.Exists(Path.ChangeExtension(app.PathOf(Assembly), ".xml")));
    }

    [Fact]
    public void What_the_kernel_does_not_give_is_told_by_the_build()
    {
        Requires();
        var app = Application("<BpfKernelTypes>true</BpfKernelTypes>").Replace("Probe.cs", "file* file, byte* buffer, ulong count", "task_struct* file").Replace("Probe.cs", "Iterator(\"task\")", "Iterator(\"tasks\")");
        string output = app.Dotnet("build", "--no-restore").Fails().Output;
        Assert.Matches(@"Probe\.cs\(\d+,\d+\): error BPF0208: 'file' is 'task_struct\*', but argument 1 is 'file\*': the kernel has long vfs_read\(file\* ", output);
        Assert.Matches(@"Probe\.cs\(\d+,\d+\): warning BPF0209: .*'tasks'.* Did you mean task", output);
    }

    [Theory]
    [InlineData("<BpfKernelBtf>nowhere.btf</BpfKernelBtf>", @"error : BpfKernelBtf names files that do not exist: .*/nowhere\.btf")]
    [InlineData("<BpfKernelBtf>app.csproj</BpfKernelBtf>", "bpfsharp-llvm: a kernel's types cannot be read from '.*/app.csproj'")]
    public void Without_types_there_is_no_build(string property, string message) =>
        Assert.Matches(message, Application(property).Dotnet("build", "--no-restore").Fails().Output);
}
