using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Language;

/// <summary>Constant data, and spans whose indexes the compiler knows or that lie over maps and globals: on every kernel.</summary>
[BpfObject]
public sealed partial class DataCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }
    public partial ref Eight Global { get; }

    [BpfMap(MaxEntries = 2)] public partial ArrayMap<Entry> Entries { get; }

    [InlineArray(8)] public struct Eight { private byte _first; }
    public struct Entry { public int Head; public Eight Data; }
    private struct Port { public ushort Number; public byte Kind; }

    private static readonly int[] s_table = [3, -1, 4, 1 << 20, -5];
    private static readonly Port[] s_ports = [new() { Number = 80, Kind = 1 }, new() { Number = 443, Kind = 2 }];
    private static readonly long s_limit = 1L << 33;
    private static ReadOnlySpan<byte> Magic => "BPF#"u8;
    private static ReadOnlySpan<short> Steps => [5, -6, 7];

    [SocketFilter] int StaticArrays() { long n = s_limit; foreach (int x in s_table) n = n * 3 + x; Result = n + s_table[(int)(A & 3)] + s_table.Length + s_table[^1]; return 0; }
    [SocketFilter] int StaticArrayBounds() { Result = s_table[(int)A]; return 0; }
    [SocketFilter] int StaticStructs() { int found = 0; foreach (Port p in s_ports) { if (p.Number == (ushort)A) found = p.Kind; } Result = found + s_ports[(int)(B & 1)].Number; return 0; }
    [SocketFilter] int Utf8() { long n = 0; foreach (byte x in Magic) n = n * 7 + x; Result = n + Magic[(int)(A & 3)] + "xyz"u8[1] + (Magic.SequenceEqual("BPF#"u8) ? 1 : 2); return 0; }
    [SocketFilter] int SpanProperties() { Result = Steps[(int)(A & 1)] + Steps[2] * B + Steps.Length; return 0; }
    [SocketFilter] int SpanOverGlobal()
    {
        Span<byte> s = Global;
        s.Clear();
        s[(int)(A & 7)] = (byte)B;
        s[2..4].Fill(9);
        long n = 0;
        foreach (byte x in s) n = n * 3 + x;
        Result = n + s.IndexOf((byte)9) + Global[(int)(B & 7)];
        return 0;
    }
    [SocketFilter] int SpanOverMapValue()
    {
        ref Entry e = ref Entries.GetValueRefOrNullRef(1);
        if (Unsafe.IsNullRef(ref e)) return 0;
        Span<byte> s = e.Data;
        for (int i = 0; i < s.Length; i++) s[i] = (byte)(A + i);
        s[(int)(B & 7)]++;
        Span<byte> t = s.Slice((int)(A & 3), 4);
        t[3] += 2;
        long n = 0;
        foreach (byte x in e.Data) n = n * 3 + x;
        Result = n + t[0] + s[^1];
        return 0;
    }
    [SocketFilter] int SliceBounds() { Span<byte> s = Global; Result = s.Slice((int)A, (int)B).Length; return 0; }
    [SocketFilter] int Elements() { Span<long> s = [A, B, A + B]; s[1] += s[0]; Result = s[0] + s[1] * 3 + s[^1] * 5 + Sum(A, B, 7) + Sum(); return 0; }
    [SocketFilter] int ListPatterns() { Span<long> s = [A, B, 3]; Result = s switch { [0, ..] => 1, [_, 1, var last] => 10 + last, [> 100, .. var rest] => rest.Length + rest[0], _ => 4 }; return 0; }

    private static long Sum(params ReadOnlySpan<long> values) { long n = 1; foreach (long v in values) n = n * 5 + v; return n; }
}

public sealed class DataCasesTest : LanguageTest<DataCases>
{
    protected override DataCases Create(BpfHost host) => new(host);
}
