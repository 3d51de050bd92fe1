using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.Tracepoints;

/// <summary>
/// Records that are kernel types: their fields are found by relocation, but whether a tracepoint has that record only tracefs can tell.
/// </summary>
[Collection(nameof(Alone))]
public sealed class ClassTests
{
    public ClassTests()
    {
        Requires.Root();
        Requires.Tracefs();
        Requires.Btf();
    }

    [Fact]
    [Trait("hook", "tp")]
    public void A_record_of_the_class_is_read_at_each_of_its_tracepoints()
    {
        using ManualResetEventSlim isNamed = new();
        bool isOver = false;
        int sleeper = 0;
        Thread thread = new(() =>
        {
            sleeper = Calls.Thread;
            File.WriteAllText("/proc/thread-self/comm", "Zleeper");
            isNamed.Set();
            while (!Volatile.Read(ref isOver))
                Thread.Sleep(1);
        })
        { IsBackground = true };
        thread.Start();
        isNamed.Wait(TestContext.Current.CancellationToken);
        using (WakeupProbe probe = new() { Woken = sleeper })
        {
            probe.Programs["OnWakeup"].SetTarget("sched/sched_waking"); // not as its attribute says
            probe.Attach();
            Assert.True(SpinWait.SpinUntil(() => probe.Hits > 0, TimeSpan.FromMinutes(1)), "it was woken");
            Assert.Equal((byte)'Z', probe.FirstLetter);
        }
        Volatile.Write(ref isOver, true);
        thread.Join();
    }

    [Fact]
    public void A_record_of_another_class_is_refused_with_the_field_and_its_line()
    {
        using WakeupProbe probe = new();
        probe.Programs["OnWakeup"].SetTarget("sched/sched_process_exec");
        var refused = Assert.Throws<BpfUnsupportedException>(probe.Load);
        Assert.Contains("The record of tracepoint sched/sched_process_exec is no struct trace_event_raw_sched_wakeup_template, of which the program reads ", refused.Advice, StringComparison.Ordinal);
        Assert.Matches(@"reads pid at .*ClassProbes\.cs\(\d+,\d+\): its field pid is in bytes 12 to 15, and the type's in 24 to 27", refused.Advice);
    }

    [Fact]
    public void A_tracepoint_named_at_run_time_must_have_the_record_too()
    {
        using WakeupProbe probe = new();
        probe.Load();
        BpfProgram program = probe.Programs["OnWakeup"];
        program.AttachToTracepoint("sched/sched_wakeup_new").Dispose();
        var refused = Assert.Throws<BpfUnsupportedException>(() => program.AttachToTracepoint("sched/sched_process_fork"));
        Assert.Contains("it has no field ", refused.Advice, StringComparison.Ordinal);
        // And where the program fixes the layout.
        using Hooks.TracepointHook socket = new();
        socket.Load();
        refused = Assert.Throws<BpfUnsupportedException>(() => socket.Programs["Program"].AttachToTracepoint("syscalls/sys_enter_openat"));
        Assert.Contains("it has no field family", refused.Advice, StringComparison.Ordinal);
    }

    /// <summary>The number of a call has four bytes in those records, and what lies behind is anything.</summary>
    [Fact]
    public void Of_one_system_call_the_arguments_have_the_places_of_the_common_record_and_its_number_does_not()
    {
        using CallArgumentProbe arguments = new() { Thread = Calls.Thread };
        arguments.Attach();
        Calls.OpenSocket(77, 0, 79);
        Assert.Equal(1, arguments.Hits);
        using CallNumberProbe number = new();
        number.Load();
        var refused = Assert.Throws<BpfUnsupportedException>(() => number.Programs["OnCall"].AttachToTracepoint("syscalls/sys_enter_socket"));
        Assert.Contains("reads id at ", refused.Advice, StringComparison.Ordinal);
        Assert.Contains("no field in bytes 8 to 15", refused.Advice, StringComparison.Ordinal);
        // A number is no argument, and the sixth is beyond a record of three.
        refused = Assert.Throws<BpfUnsupportedException>(() => arguments.Programs["OnSocket"].AttachToTracepoint("syscalls/sys_enter_getppid"));
        Assert.Contains("no field in bytes ", refused.Advice, StringComparison.Ordinal);
    }
}
