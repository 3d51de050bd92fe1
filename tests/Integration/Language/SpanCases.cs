using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BpfSharp.Integration.Infrastructure;

namespace BpfSharp.Integration.Language;

/// <summary>Spans over the stack, with indexes that are known at run time only: kernels before 5.12 refuse those.</summary>
[BpfObject]
public sealed unsafe partial class SpanCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    [InlineArray(6)] private struct Six { private int _first; }
    private struct Buffer { public fixed ushort Data[6]; }

    [SocketFilter] int StackAllocation() { Span<int> s = stackalloc int[5]; s[0] = (int)A; s[(int)(B & 3)] += 7; s[^1] = 9; long n = 0; for (int i = 0; i < s.Length; i++) n = n * 3 + s[i]; Result = n; return 0; }
    [SocketFilter] int Bounds() { Span<int> s = stackalloc int[4] { 1, 2, 3, 4 }; Result = s[(int)A]; return 0; }
    [SocketFilter] int SliceBounds() { Span<int> s = stackalloc int[4] { 1, 2, 3, 4 }; Span<int> t = s.Slice((int)A, (int)B); Result = t.Length * 10 + (t.IsEmpty ? 0 : t[0]); return 0; }
    [SocketFilter] int Ranges() { Span<byte> s = stackalloc byte[16]; for (int i = 0; i < 16; i++) s[i] = (byte)(i * A); int from = (int)(A & 7), to = from + (int)(B & 7); long n = 0; foreach (byte x in s[from..to]) n = n * 3 + x; Result = n + s[^from..].Length; return 0; }
    [SocketFilter] int InlineArrays() { Six f = default; Span<int> s = f; s[(int)(A & 3)] = (int)B; f[(int)(B & 3) + 2] += 5; long n = 0; foreach (int x in f) n = n * 3 + x; Result = n + f[^1] + f[1..3].Length; return 0; }
    [SocketFilter] int FixedBuffers() { Buffer b = default; Span<ushort> s = new(b.Data, 6); s[(int)(A & 3)] = (ushort)B; b.Data[5] = 3; long n = 0; foreach (ushort x in s) n = n * 3 + x; Result = n; return 0; }
    [SocketFilter] int Parameters() { Span<int> s = stackalloc int[6] { 6, 5, 4, 3, 2, 1 }; Sort(s[1..5]); s[0] = (int)A; ref int max = ref Largest(s); max -= 3; long n = 0; foreach (int x in s) n = n * 3 + x; Result = n; return 0; }
    [SocketFilter] int Copies()
    {
        Span<byte> s = stackalloc byte[8], t = stackalloc byte[6];
        s.Fill((byte)A);
        s[(int)(B & 7)] = 77;
        s[1..7].CopyTo(t);
        s[..5].CopyTo(s[2..]);
        long n = 0;
        foreach (byte x in s) n = n * 3 + x;
        Result = n + t.IndexOf((byte)77) * 1000 + (t.SequenceEqual(s[2..]) ? 1 : 2) + (s.TryCopyTo(t) ? 4 : 8) + (t.Contains((byte)77) ? 16 : 32);
        return 0;
    }
    [SocketFilter] int CopyTooLong() { Span<byte> s = stackalloc byte[8], t = stackalloc byte[4]; s[..(int)(A & 7)].CopyTo(t); Result = t[0]; return 0; }
    [SocketFilter] int NetworkOrder()
    {
        Span<byte> s = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(s, A);
        BinaryPrimitives.WriteUInt32LittleEndian(s[9..], (uint)B);
        Result = BinaryPrimitives.ReadInt64LittleEndian(s) ^ BinaryPrimitives.ReadUInt16BigEndian(s[(int)(B & 7)..]) ^ BinaryPrimitives.ReverseEndianness((int)A) ^ MemoryMarshal.Read<uint>(s[9..]);
        return 0;
    }
    [SocketFilter] int NetworkOrderPastTheEnd() { Span<byte> s = stackalloc byte[8]; s[7] = 5; Result = BinaryPrimitives.ReadUInt32BigEndian(s[(int)(A & 7)..]); return 0; }
    [SocketFilter] int RefStructs() { Span<byte> s = stackalloc byte[8]; for (int i = 0; i < 8; i++) s[i] = (byte)(A >> (8 * i)); Reader r = new(s); long n = r.Next(); r.Skip((int)(B & 3)); Result = n * 1000 + r.Next() * 10 + r.Left; return 0; }
    [SocketFilter] int ReadPastTheEnd() { Span<byte> s = stackalloc byte[4]; Reader r = new(s); r.Skip((int)(A & 7)); Result = r.Next(); return 0; }
    [SocketFilter] int ChosenSpans() { Span<int> s = stackalloc int[2] { 1, 2 }; Span<int> t = stackalloc int[3] { 3, 4, 5 }; Span<int> u = A > B ? s : t; u[1] = 50; if (A == 0) u = t[1..]; long n = 0; foreach (int x in u) n = n * 3 + x; Result = n + s[1] + t[1]; return 0; }
    [SocketFilter] int Bytes() { long x = A; Span<byte> s = MemoryMarshal.AsBytes(new Span<long>(ref x)); s[(int)(B & 7)] ^= 0x55; Result = x + s.Length; return 0; }

    private static void Sort(Span<int> s)
    {
        for (int i = 1; i < s.Length; i++)
            for (int j = i; j > 0 && s[j - 1] > s[j]; j--)
                (s[j - 1], s[j]) = (s[j], s[j - 1]);
    }

    /// <summary>600 bytes of a stack of 512, but never more than 300 at a time.</summary>
    [SocketFilter] int SharedStack() { Result = Mark(A) * 31 + Mark(B); return 0; }

    private static long Mark(long x)
    {
        Span<byte> s = stackalloc byte[300];
        s[(int)(x & 255)] = (byte)(x + 1);
        return s[(int)(x & 127)] * 3 + s[255] + s[17] * 5;
    }

    private static ref int Largest(Span<int> s)
    {
        int at = 0;
        for (int i = 1; i < s.Length; i++)
            if (s[i] > s[at]) at = i;
        return ref s[at];
    }

    private ref struct Reader(ReadOnlySpan<byte> data)
    {
        private readonly ReadOnlySpan<byte> _data = data;
        private int _at = 0;
        public readonly int Left => _data.Length - _at;
        public byte Next() => _data[_at++];
        public void Skip(int count) => _at += count;
    }
    [SocketFilter] int AStackVariable() { Span<int> s = [1, 2, 3, (int)B]; int i = (int)A; long sum = s[i]; if ((uint)i < 3) sum += s[i + 1]; Result = sum; return 0; }
    [SocketFilter] int WrittenBeyondABranch()
    {
        Span<short> s = stackalloc short[6];
        int i = (int)A;
        s[i] = (short)B;
        if (i < 5) s[i + 1] += (short)(s[i] + 3);
        long n = 0;
        foreach (short x in s) n = n * 7 + x;
        Result = n;
        return 0;
    }
}

public sealed class SpanCasesTest : LanguageTest<SpanCases>
{
    protected override SpanCases Create(BpfHost host) => new(host);

    // kernel/bpf/verifier.c: variable offsets into the stack, since 5.12.
    protected override void Require() => Requires.Kernel(5, 12);
}
