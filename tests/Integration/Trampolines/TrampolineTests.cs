using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.Trampolines;

/// <summary>fentry, fexit and fmod_ret: what they see is held against the calls that were made.</summary>
[Collection(nameof(Alone))]
public sealed class TrampolineTests
{
    public TrampolineTests() => Requires.Root();

    [Fact]
    [Trait("hook", "fentry")]
    [Trait("hook", "fexit")]
    public void Arguments_and_the_return_value_are_typed()
    {
        Requires.Trampolines();
        LeakGuard leaks = LeakGuard.Start();
        using (TrampolineProbes probes = new() { Thread = Calls.Thread })
        {
            probes.Attach();
            Assert.Equal(-97 /* EAFNOSUPPORT */, Calls.OpenSocket(-5, 0x1_0000_0002, 7));
            SeenSocket entered = probes.Entered, returned = probes.Returned;
            Assert.Equal((1, Environment.ProcessId), (entered.Hits, entered.Process));
            Assert.Equal((-5, 2, 7), (entered.Family, entered.Type, entered.Protocol));
            Assert.Equal((1, -5, 2, 7, -97), (returned.Hits, returned.Family, returned.Type, returned.Protocol, returned.Result));
            Assert.Empty(probes.Traps);
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void Kernel_types_are_followed_from_the_arguments()
    {
        Requires.Trampolines();
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "seven b");
            using TrampolineProbes probes = new() { Thread = Calls.Thread };
            probes.Attach();
            using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
            byte[] buffer = new byte[100];
            SeenRead before = probes.Ended;
            Assert.Equal(7, RandomAccess.Read(file, buffer, 0));
            SeenRead began = probes.Began, ended = probes.Ended;
            ulong inode = Calls.InodeOf(file);
            Assert.Equal(before.Hits + 1, ended.Hits);
            Assert.Equal((inode, inode), (began.Inode, ended.Inode));
            Assert.Equal((100ul, 7L), (ended.Count, ended.Result));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Which functions allow it depends on how the kernel was built; this one does from 6.3.</summary>
    [Fact]
    public void A_program_may_sleep_where_the_kernel_lets_it()
    {
        Requires.Trampolines();
        Requires.Kernel(6, 3);
        using SleepingProbe probe = new();
        probe.Attach();
        probe.Programs["OnTest"].TestRun([]); // calls the function with 1 (net/bpf/test_run.c)
        Assert.Equal((1, 1), (probe.Hits, probe.Argument));
    }

    [Fact]
    public void Where_programs_may_not_sleep_is_said()
    {
        Requires.Trampolines();
        using WronglySleepingProbe probe = new();
        var refused = Assert.ThrowsAny<BpfException>(probe.Load);
        Assert.Contains("sleepable", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_and_return_measure_a_duration()
    {
        Requires.Trampolines();
        using TrampolineProbes probes = new() { Thread = Calls.Thread };
        probes.Attach();
        long before = System.Diagnostics.Stopwatch.GetTimestamp();
        Calls.Sleep(TimeSpan.FromMilliseconds(20));
        TimeSpan around = System.Diagnostics.Stopwatch.GetElapsedTime(before);
        Assert.InRange(probes.Duration, 20_000_000ul, (ulong)around.TotalNanoseconds);
    }

    [Fact]
    [Trait("hook", "fmod_ret")]
    public void A_function_is_answered_for()
    {
        Requires.Trampolines();
        using ModifyingProbe probe = new() { Thread = Calls.Thread };
        int without = Calls.OpenSocket(1, 2, 77);
        Assert.NotEqual(-13, without);
        probe.Attach();
        Assert.Equal(-13, Calls.OpenSocket(1, 2, 77));
        Assert.Equal((0, 0), (probe.Before, probe.Kernel));
        Assert.NotEqual(-13, Calls.OpenSocket(1, 2, 78));
        probe.Programs["Refuse"].Detach();
        Assert.Equal(without, Calls.OpenSocket(1, 2, 77));
    }

    [Fact]
    public void A_function_named_at_run_time()
    {
        Requires.Trampolines();
        using NamedLaterProbe probe = new() { Thread = Calls.Thread };
        BpfProgram on = probe.Programs["On"], after = probe.Programs["After"];
        Assert.Null(on.Target);
        var nameless = Assert.Throws<BpfException>(probe.Load);
        Assert.Contains("SetTarget", nameless.Advice, StringComparison.Ordinal);
        on.SetTarget("__sys_socket");
        after.SetTarget("__sys_socket");
        probe.Attach();
        Assert.Equal("__sys_socket", on.Target);
        Assert.Equal(-97, Calls.OpenSocket(77, 0, 0));
        Assert.Equal((77, -97), (probe.Family, probe.Result));
        Assert.Throws<InvalidOperationException>(() => on.SetTarget("vfs_read"));
    }

    /// <summary>On every machine that has one of the two, and it says which one runs.</summary>
    [Fact]
    public void A_kprobe_stands_in_where_there_are_no_trampolines()
    {
        Assert.SkipUnless(Machine.HasTrampolines || Machine.HasKprobes, "needs fentry programs or kprobes");
        using EitherProbe probe = new() { Thread = Calls.Thread };
        probe.Attach();
        Assert.Equal(Machine.HasTrampolines, probe.Programs["ByTrampoline"].IsAttached);
        Assert.Equal(!Machine.HasTrampolines, probe.Programs["ByBreakpoint"].IsAttached);
        Calls.OpenSocket(78, 0, 0);
        Assert.Equal(78, probe.Family);
    }

    [Fact]
    public void Without_trampolines_the_missing_feature_is_named()
    {
        Requires.Btf();
        Assert.SkipWhen(Machine.HasTrampolines, "needs a kernel without trampolines");
        using TrampolineProbes probes = new();
        Assert.Equal(BpfFeature.FunctionTrampolines, Assert.Throws<BpfUnsupportedException>(probes.Load).Feature);
    }

    [Fact]
    public void The_return_value_alone()
    {
        Requires.Trampolines();
        Requires.Kernel(5, 17);
        using ReturnOnlyProbe probe = new() { Thread = Calls.Thread };
        probe.Attach();
        Assert.Equal(-97, Calls.OpenSocket(77, 0, 0));
        Assert.Equal(-97, probe.Result);
        // Where the function's call of the tracer is: at its entry, or behind ENDBR64 and padding.
        Assert.InRange((long)(probe.Function - KernelAddress.Of("__sys_socket")), 0, 16);
    }

    [Fact]
    [Trait("hook", "syscall")]
    public void A_program_is_run_on_the_callers_struct()
    {
        Requires.Feature(BpfFeature.SyscallPrograms);
        using RequestedProgram program = new();
        program.Load();
        Sum sum = new() { A = int.MaxValue, B = 7 };
        Assert.Equal(1, program.Programs["Add"].Run(ref sum));
        Assert.Equal(int.MaxValue + 7L, sum.Total);
        sum = new() { A = -5 };
        Assert.Equal((-1, -5L), (program.Programs["Add"].Run(ref sum), sum.Total));
        Assert.Throws<InvalidOperationException>(program.Programs["Add"].Attach);
    }
}
