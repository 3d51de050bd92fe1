using System.Text;
using Xunit;

namespace BpfSharp.Runtime.Tests.Tracing;

/// <summary>Lines of trace_pipe, recorded from kernels of several ages, and with names that tasks may well have.</summary>
public sealed class TraceLineTests
{
    [Theory]
    [InlineData("            bash-1234    [001] d..31   123.456789: bpf_trace_printk: hello", "bash", 1234, 1, "d..31", 123.456789, "hello")]
    [InlineData("          <idle>-0       [000] d.s4.     0.000001: bpf_trace_printk: a: b", "<idle>", 0, 0, "d.s4.", 0.000001, "a: b")]
    [InlineData("    kworker/u4:1-59      [010] ....    99.000100: 0x00000001: old kernel", "kworker/u4:1", 59, 10, "....", 99.0001, "old kernel")]
    [InlineData("           <...>-9999999 [003] d...1  5000.250000: bpf_trace_printk: ", "<...>", 9999999, 3, "d...1", 5000.25, "")]
    [InlineData("     a-1 [000] b-77      [001] ....1     1.000000: bpf_trace_printk: x", "a-1 [000] b", 77, 1, "....1", 1.0, "x")]
    [InlineData(" - 5 [9] d 1.0: -6       [002] d..21     2.000000: bpf_trace_printk: y", "- 5 [9] d 1.0: ", 6, 2, "d..21", 2.0, "y")]
    [InlineData("            bash-1234    (   1200) [001] d..31   123.456789: bpf_trace_printk: z", "bash", 1234, 1, "d..31", 123.456789, "z")]
    [InlineData("            bash-1234    (-------) [001] d..31   123.456789: bpf_trace_printk: z", "bash", 1234, 1, "d..31", 123.456789, "z")]
    [InlineData("            bash-1234    [001] d..31   123.456789: sched_switch: prev_comm=x", "bash", 1234, 1, "d..31", 123.456789, "sched_switch: prev_comm=x")]
    public void A_record_has_its_fields(string line, string task, int pid, int cpu, string flags, double seconds, string message)
    {
        var record = TraceLine.Parse(Encoding.UTF8.GetBytes(line));
        Assert.Equal(new TraceRecord(task, pid, cpu, flags, TimeSpan.FromMicroseconds(Math.Round(seconds * 1_000_000)), message), record);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a second line of a message")]
    [InlineData("            bash-x       [001] d..31   123.456789: bpf_trace_printk: hello")]
    [InlineData("            bash-1       [0")]
    [InlineData("            bash-1       [001] d..31   123.4567")]
    [InlineData("            bash-1       [001] d..31   123")]
    [InlineData("            bash-1       (12")]
    [InlineData("            bash-99999999999999999 [001] d..31   123.456789: x")]
    [InlineData("            bash-1       [001] d..31   9223372036854775807.456789: x")]
    public void Other_lines_come_as_they_are(string line) =>
        Assert.Equal(new TraceRecord("", -1, -1, "", TimeSpan.Zero, line), TraceLine.Parse(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Lost_events_are_told_with_their_cpu() =>
        Assert.Equal(new TraceRecord("", -1, 3, "", TimeSpan.Zero, "CPU:3 [LOST 12 EVENTS]"), TraceLine.Parse("CPU:3 [LOST 12 EVENTS]"u8));

    [Fact]
    public void A_stream_is_cut_into_lines_wherever_it_is_torn()
    {
        const string good = "            bash-1234    [001] d..31   123.456789: bpf_trace_printk: hello\n";
        const string torn = "        two\nrows-7       [000] d..31     3.000000: bpf_trace_printk: odd name\n";
        const string lost = "CPU:1 [LOST 5 EVENTS]\n";
        byte[] stream = Encoding.UTF8.GetBytes(good + lost + torn + "short\n" + good);
        foreach (int size in (int[])[stream.Length, 64, 200])
        {
            var splitter = new TraceLineSplitter();
            var records = new List<TraceRecord>();
            for (int start = 0; start < stream.Length; start += size)
            {
                var piece = stream.AsSpan(start, Math.Min(size, stream.Length - start));
                piece.CopyTo(splitter.Room);
                splitter.Added(piece.Length);
                if (size == stream.Length || start + size >= stream.Length)
                {
                    while (splitter.TryTake(out var record))
                        records.Add(record!);
                }
            }

            Assert.Equal(["hello", "CPU:1 [LOST 5 EVENTS]", "odd name", "short", "hello"], records.Select(static record => record.Message));
            Assert.Equal("two\nrows", records[2].Task);
        }
    }
}
