using System.Text.RegularExpressions;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.CloneTrace;

/// <summary>The examples as programs: what they print, how they end, what they leave.</summary>
[Collection(nameof(Alone))]
public sealed partial class ExampleTests
{
    private const int Interrupt = 2, KillSignal = 9, Terminate = 15;

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void CloneTrace_prints_each_new_process_until_it_is_told_to_end(int signal)
    {
        Requires.Root();
        Requires.Btf();
        LeakGuard leaks = LeakGuard.Start();
        using (ExampleProcess example = ExampleProcess.Start("CloneTrace"))
        {
            example.ReadErrorLine(line => line.StartsWith("Watching", StringComparison.Ordinal));
            Trigger.Forks forks = Trigger.Fork(5);
            foreach (int child in forks.Children)
            {
                string line = example.ReadLine(l => l.Contains($"PID {child} ", StringComparison.Ordinal));
                Assert.Matches(CloneLine(), line);
                Assert.EndsWith($"(from parent {forks.Parent})", line, StringComparison.Ordinal);
            }
            example.Signal(signal);
            Assert.Equal(0, example.WaitForExit());
            Assert.Contains($"5 by {forks.Parent}", example.ReadErrorLine(l => l.EndsWith($" {forks.Parent}", StringComparison.Ordinal)), StringComparison.Ordinal);
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void CloneTracePipe_prints_what_the_kernel_printed()
    {
        Requires.Root();
        Requires.Btf();
        Requires.Tracefs();
        using ExampleProcess example = ExampleProcess.Start("CloneTracePipe");
        example.ReadErrorLine(line => line.StartsWith("Watching", StringComparison.Ordinal));
        Trigger.Forks forks = Trigger.Fork(2);
        AssertClonePipeLine(example, forks.Children[0], forks.Parent);
        example.Signal(Interrupt);
        Assert.Equal(0, example.WaitForExit());
    }

    /// <summary>Linux 7.x turns the lines on some time after a program is loaded: what is printed before that was lost.</summary>
    [Fact]
    public void Who_reads_the_trace_pipe_misses_no_line_from_then_on()
    {
        Requires.Root();
        Requires.Tracefs();
        const string enable = "/sys/kernel/tracing/events/bpf_trace/bpf_trace_printk/enable";
        File.WriteAllText(enable, "0");
        using TracePipe pipe = new();
        Assert.Equal("1", File.ReadAllText(enable).Trim());
    }

    [Fact]
    public void CloneKprobe_prints_what_the_classic_probe_sees()
    {
        Requires.Root();
        Requires.Kprobes();
        Requires.Tracefs();
        using ExampleProcess example = ExampleProcess.Start("CloneKprobe");
        example.ReadErrorLine(line => line.StartsWith("Watching", StringComparison.Ordinal));
        Trigger.Forks forks = Trigger.Fork(3);
        foreach (int child in forks.Children)
            AssertClonePipeLine(example, child, forks.Parent);
        example.Signal(Interrupt);
        Assert.Equal(0, example.WaitForExit());
    }

    [Fact]
    public void CloneKprobe_says_what_to_use_on_a_kernel_without_kprobes()
    {
        Requires.Root();
        Requires.Tracefs();
        Assert.SkipWhen(Machine.HasKprobes, "needs a kernel without kprobes");
        using ExampleProcess example = ExampleProcess.Start("CloneKprobe");
        string message = example.ReadErrorLine(line => line.Contains("kprobe", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("CONFIG_KPROBE", message, StringComparison.Ordinal);
        Assert.Equal(1, example.WaitForExit());
    }

    [Fact]
    public void A_killed_example_leaves_nothing_behind()
    {
        Requires.Root();
        Requires.Btf();
        LeakGuard leaks = LeakGuard.Start();
        using (ExampleProcess example = ExampleProcess.Start("CloneTrace"))
        {
            example.ReadErrorLine(line => line.StartsWith("Watching", StringComparison.Ordinal));
            example.Signal(KillSignal);
            Assert.NotEqual(0, example.WaitForExit());
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void Without_privileges_the_missing_capability_is_named()
    {
        Requires.Root();
        Requires.Tool("setpriv");
        LeakGuard leaks = LeakGuard.Start();
        using (ExampleProcess example = ExampleProcess.Start("CloneTrace", "setpriv", "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"))
        {
            string message = example.ReadErrorLine(line => line.Contains("CAP_", StringComparison.Ordinal));
            Assert.Contains("CAP_BPF", message, StringComparison.Ordinal);
            Assert.Equal(1, example.WaitForExit());
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void Without_the_kernels_types_the_missing_option_is_named()
    {
        Requires.Root();
        Requires.Btf();
        Requires.Tool("unshare");
        LeakGuard leaks = LeakGuard.Start();
        // A mount namespace of its own in which the folder of the kernel's types is empty.
        string[] prefix = ["unshare", "-m", "sh", "-c", "mount -t tmpfs none /sys/kernel/btf && exec \"$@\"", "sh"];
        using (ExampleProcess example = ExampleProcess.Start("CloneTrace", prefix))
        {
            string message = example.ReadErrorLine(line => line.Contains("CONFIG_DEBUG_INFO_BTF", StringComparison.Ordinal));
            Assert.Contains("CloneProbe.cs", message, StringComparison.Ordinal);
            Assert.Equal(1, example.WaitForExit());
        }
        leaks.AssertNothingLeft();
    }

    /// <summary>The task's name may be any: the kernel keeps it beside the line, as well as it can without waiting for a lock.</summary>
    private static void AssertClonePipeLine(ExampleProcess example, int child, int parent) =>
        Assert.Matches(
            $@"^\d+\.\d{{6}} New process created: PID {child} \(from parent {parent}\) \[\S.* on CPU \d+\]$",
            example.ReadLine(l => l.Contains($"PID {child} ", StringComparison.Ordinal)));

    [GeneratedRegex(@"^\d+\.\d{6} New process created: PID \d+ \(from parent \d+\)$")]
    private static partial Regex CloneLine();
}
