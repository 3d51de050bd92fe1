using System.Buffers.Text;
using System.Text;

namespace BpfSharp;

/// <summary>
/// Reads the lines of trace_pipe: <c>            bash-1234    [001] d..31   123.456789: bpf_trace_printk: text</c>. The task's name
/// is whatever the task says, so it is found by its place, the first 16 bytes, not by what is in it.
/// </summary>
internal static class TraceLine
{
    public const int TaskWidth = 16;

    private static ReadOnlySpan<byte> PrintkEvent => "bpf_trace_printk: "u8;

    /// <summary>Kernels before 5.9 name an address that is no function: <c>0x00000001: text</c>, or 0.</summary>
    private static ReadOnlySpan<byte> OldPrintkEvent => "0x"u8;

    /// <summary>The record, or one with only a message when the line has another form.</summary>
    public static TraceRecord Parse(ReadOnlySpan<byte> line) =>
        TryParse(line, out var record) ? record! : Unknown(line);

    public static bool TryParse(ReadOnlySpan<byte> line, out TraceRecord? record)
    {
        record = null;
        if (line.Length <= TaskWidth || line[TaskWidth] != '-')
            return false;
        var rest = line[(TaskWidth + 1)..];
        if (!Utf8Parser.TryParse(rest, out int pid, out int used))
            return false;
        rest = rest[used..].TrimStart((byte)' ');
        // With the record-tgid option: "( 1234)" or "(-------)".
        if (rest.StartsWith("("u8))
            rest = rest[(rest.IndexOf((byte)')') + 1)..].TrimStart((byte)' ');
        if (!rest.StartsWith("["u8) || !Utf8Parser.TryParse(rest[1..], out int cpu, out used) || used + 1 >= rest.Length || rest[used + 1] != ']')
            return false;
        rest = rest[(used + 2)..].TrimStart((byte)' ');
        int space = rest.IndexOf((byte)' ');
        if (space <= 0)
            return false;
        string flags = Encoding.ASCII.GetString(rest[..space]);
        rest = rest[space..].TrimStart((byte)' ');
        if (!TryReadTimestamp(ref rest, out var timestamp))
            return false;
        string task = Encoding.UTF8.GetString(line[..TaskWidth].TrimStart((byte)' '));
        record = new(task, pid, cpu, flags, timestamp, Encoding.UTF8.GetString(WithoutEvent(rest)));
        return true;
    }

    /// <summary><c>CPU:1 [LOST 12 EVENTS]</c>: the reader was too slow.</summary>
    public static bool IsLostNotice(ReadOnlySpan<byte> line) =>
        line.StartsWith("CPU:"u8) && line.IndexOf(" [LOST "u8) > 0;

    private static TraceRecord Unknown(ReadOnlySpan<byte> line)
    {
        int cpu = IsLostNotice(line) && Utf8Parser.TryParse(line["CPU:"u8.Length..], out int number, out _) ? number : -1;
        return new("", -1, cpu, "", TimeSpan.Zero, Encoding.UTF8.GetString(line));
    }

    /// <summary>Seconds and microseconds, or with some trace clocks a bare count of nanoseconds; then a colon.</summary>
    private static bool TryReadTimestamp(ref ReadOnlySpan<byte> rest, out TimeSpan timestamp)
    {
        timestamp = default;
        if (!Utf8Parser.TryParse(rest, out long whole, out int used) || whole < 0 || used == rest.Length)
            return false;
        rest = rest[used..];
        if (rest[0] == '.')
        {
            if (!Utf8Parser.TryParse(rest[1..], out long microseconds, out used) || used != 6 || whole > long.MaxValue / TimeSpan.TicksPerSecond / 2)
                return false;
            timestamp = new TimeSpan((whole * TimeSpan.TicksPerSecond) + (microseconds * TimeSpan.TicksPerMicrosecond));
            rest = rest[(used + 1)..];
        }
        else
        {
            timestamp = new TimeSpan(whole / 100);
        }

        if (rest.Length == 0 || rest[0] != ':')
            return false;
        rest = rest[1..];
        if (rest.Length > 0 && rest[0] == ' ')
            rest = rest[1..];
        return true;
    }

    private static ReadOnlySpan<byte> WithoutEvent(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith(PrintkEvent))
            return text[PrintkEvent.Length..];
        int colon = text.IndexOf(": "u8);
        bool isOld = text.StartsWith(OldPrintkEvent) || text.StartsWith("0: "u8);
        return isOld && colon > 0 ? text[(colon + 2)..] : text;
    }
}
