using System.Diagnostics;
using System.Globalization;
using Xunit;
using Xunit.Sdk;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>The judges judged: by the kernel's own files and by tools that share no code with them.</summary>
public sealed class InfrastructureTests
{
    [Fact]
    public void The_kernel_version_is_unames()
    {
        string uname = Output("uname", "-r");
        Assert.StartsWith($"{Machine.Kernel}.", uname, StringComparison.Ordinal);
    }

    [Fact]
    public void Kprobes_are_there_when_the_kernel_has_their_code() =>
        Assert.Equal(HasSymbol("register_kprobe"), Machine.HasKprobes);

    [Fact]
    public void Uprobes_are_there_when_the_kernel_has_their_code() =>
        Assert.Equal(HasSymbol("uprobe_register") || HasSymbol("uprobe_register_nosync"), Machine.HasUprobes);

    [Fact]
    public void Trampolines_are_there_when_libbpf_can_load_a_program_for_one()
    {
        Requires.Root();
        Requires.Btf();
        Requires.Tool("bpftool");
        string pin = $"/sys/fs/bpf/trampoline-{Environment.ProcessId}";
        bool loads = Run("bpftool", "prog", "load", CObject.PathOf("entry_of_function"), pin).Status == 0;
        File.Delete(pin);
        Assert.Equal(loads, Machine.HasTrampolines);
        Assert.Null(KernelFunctions.FindId("no_such_function"));
    }

    [Fact]
    public void The_library_s_probes_find_what_the_machine_has()
    {
        Requires.Root();
        Assert.Equal(Machine.HasBtf, KernelFeatures.IsSupported(BpfFeature.KernelBtf));
        Assert.Equal(Machine.HasKprobes, KernelFeatures.IsSupported(BpfFeature.Kprobes));
        Assert.Equal(Machine.HasTrampolines, KernelFeatures.IsSupported(BpfFeature.FunctionTrampolines));
    }

    [Fact]
    public void What_is_missing_skips_with_its_reason()
    {
        string reason = "";
        try
        {
            Requires.Kernel(99, 1);
        }
        catch (SkipException skip)
        {
            reason = skip.Message;
        }
        Assert.Contains("needs kernel 99.1 or newer", reason, StringComparison.Ordinal);
        Requires.Kernel(3, 0); // goes on
    }

    [Fact]
    public void Forks_are_counted_by_the_kernel()
    {
        long before = ProcessesSinceBoot();
        Trigger.Forks forks = Trigger.Fork(20);
        Assert.Equal(20, forks.Children.Distinct().Count());
        Assert.DoesNotContain(forks.Parent, forks.Children);
        Assert.True(ProcessesSinceBoot() - before >= 21);
    }

    // /proc/stat, "processes": every successful fork, vfork and clone, threads included.
    static long ProcessesSinceBoot() => long.Parse(
        File.ReadLines("/proc/stat").Single(l => l.StartsWith("processes ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);

    static bool HasSymbol(string name) =>
        File.ReadLines("/proc/kallsyms").Any(l => l.EndsWith($" {name}", StringComparison.Ordinal));

    static string Output(string program, params string[] arguments)
    {
        var (status, output) = Run(program, arguments);
        Assert.Equal(0, status);
        return output;
    }

    static (int Status, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
