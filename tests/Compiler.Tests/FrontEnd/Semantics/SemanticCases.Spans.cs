namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Spans =
    [
        new("stackalloc spans", """
            Span<int> s = stackalloc int[4]; s[0] = a; s[1] = b; s[^1] = 7; s[2] += s[0] - s[1]; int n = 0;
            for (int i = 0; i < s.Length; i++) n = n * 3 + s[i]; return n + s.Length * 1000;
            """),
        new("stackalloc with elements", """
            Span<byte> s = stackalloc byte[] { (byte)a, 2, (byte)b }; ReadOnlySpan<short> t = stackalloc short[2] { -5, 9 }; Span<int> u = stackalloc[] { a, b };
            return s[0] + s[1] * 3 + s[2] * 5 + t[0] + t[1] * 2 + u[1] * 11 + u.Length;
            """),
        new("span index out of range", """
            Span<int> s = stackalloc int[3] { 5, 6, 7 }; return s[a & 3];
            """, (0, 0, 0), (2, 0, 0), (3, 0, 0), (7, 0, 0)),
        new("span negative index", """
            Span<int> s = stackalloc int[3]; s[1] = 4; return s[a];
            """, (1, 0, 0), (-1, 0, 0), (int.MinValue, 0, 0), (int.MaxValue, 0, 0)),
        new("slices", """
            Span<int> s = stackalloc int[8]; for (int i = 0; i < 8; i++) s[i] = i * 10 + a; Span<int> t = s.Slice(2, 4), u = t[1..^1], v = s[^3..];
            u[0] = 99; v[1] += b; return t.Length + u.Length * 10 + v.Length * 100 + s[3] + t[1] + v[0] + s[6] + s[..2].Length + t[^1];
            """),
        new("slice out of range", """
            Span<int> s = stackalloc int[8]; s[3] = 8; Span<int> t = s.Slice(a, b); return t.Length * 10 + (t.Length > 0 ? t[0] : 1);
            """, (0, 8, 0), (3, 1, 0), (8, 0, 0), (8, 1, 0), (9, 0, 0), (-1, 2, 0), (2, -1, 0), (4, 5, 0)),
        new("variable slices", """
            Span<byte> s = stackalloc byte[16]; for (int i = 0; i < 16; i++) s[i] = (byte)(i * 7); int start = a & 7, length = b & 7;
            Span<byte> t = s.Slice(start, length); int sum = 0; foreach (byte x in t) sum = sum * 2 + x; if (t.Length > 2) t[2] = 200; return sum + s[9];
            """, (0, 7, 0), (7, 7, 0), (3, 0, 0), (5, 4, 0)),
        new("inline array as span", """
            Five f = default; Span<int> s = f; s[1] = a; f[2] = b; ReadOnlySpan<int> r = f; Span<int> m = f[1..3]; m[1]++; int n = 0;
            foreach (int x in r) n = n * 3 + x; foreach (int x in f) n += x; return n + s[2] + f[^1] + r.Length;
            ---
            ---
            [InlineArray(5)] struct Five { private int _first; }
            """),
        new("inline array in a struct, by reference", """
            S s = default; Fill(s.Data, (byte)a); Bump(ref s.Data[2]); s.Data[3] = (byte)b; return s.Data[2] + s.Data[3] * 2 + s.Data[7] * 3 + s.Tail;
            ---
            static void Fill(Span<byte> d, byte v) { for (int i = 0; i < d.Length; i++) d[i] = (byte)(v + i); }
            static void Bump(ref byte b) => b += 10;
            ---
            [InlineArray(8)] struct Eight { private byte _first; }
            struct S { public Eight Data; public int Tail; }
            """),
        new("utf-8 literals", """
            ReadOnlySpan<byte> t = "hello"u8; int n = 0; foreach (byte x in t) n = n * 5 + x; return n + t.Length + t[a & 3] + ("xyz"u8)[1] + ("ab"u8.SequenceEqual("ab"u8) ? 1 : 0);
            """, (0, 0, 0), (3, 0, 0)),
        new("static readonly arrays", """
            int n = 0; foreach (int x in Table) n = n * 3 + x; return n + Table[a & 3] + Table.Length + Names[1] + Wide[^1] + (int)Deep[1].Y + Table.AsSpan(1, 2)[1];
            ---
            static readonly int[] Table = [5, -6, 7, 1 << 20]; static readonly byte[] Names = new byte[] { 1, 200, 3 }; static readonly short[] Wide = { -1, -2 };
            static readonly P[] Deep = [new P { X = 1 }, new() { X = 2, Y = -9 }];
            ---
            struct P { public int X; public long Y; }
            """, (0, 0, 0), (1, 0, 0), (3, 0, 0)),
        new("static readonly array out of range", """
            return Table[a];
            ---
            static readonly long[] Big = [1]; static readonly int[] Table = [5, 6, 7];
            """, (0, 0, 0), (2, 0, 0), (3, 0, 0), (-1, 0, 0)),
        new("static readonly values", """
            return Limit + (int)Mask + Flag.CompareTo(false) + Origin.X + Origin.Y + (int)Kind;
            ---
            static readonly int Limit = 40 + 2; static readonly long Mask = 0xFF; static readonly bool Flag = true; static readonly P Origin = new() { X = 3, Y = -4 }; static readonly E Kind = E.B;
            ---
            struct P { public int X, Y; }
            enum E { A, B = 70 }
            """),
        new("static span properties", """
            ReadOnlySpan<byte> t = Bytes; return t[a & 3] + Numbers[b & 1] + Bytes.Length;
            ---
            static ReadOnlySpan<byte> Bytes => [3, 1, 4, 1, 5]; static ReadOnlySpan<int> Numbers => [100000, -2];
            """, (0, 1, 0), (2, 0, 0)),
        new("collection expressions", """
            Span<int> s = [a, b, a + b]; ReadOnlySpan<int> r = [1, 2, 3, 4]; s[0]++; return s[0] + s[1] * 3 + s[2] * 5 + r[a & 3] + Sum(a, b, 3) + Sum() + Sum([a]);
            ---
            static int Sum(params ReadOnlySpan<int> values) { int n = 0; foreach (int v in values) n = n * 7 + v; return n + values.Length; }
            """),
        new("span parameters and results", """
            Span<int> s = stackalloc int[6] { 1, 2, 3, 4, 5, 6 }; Span<int> t = Rest(s, 2); t[0] = a; int m = Max(t) + Max(s); ref int last = ref Last(s); last = b; return m + s[2] + s[5] * 3 + t.Length;
            ---
            static Span<int> Rest(Span<int> s, int from) => s.Slice(from);
            static int Max(ReadOnlySpan<int> s) { int m = int.MinValue; foreach (int x in s) if (x > m) m = x; return m; }
            static ref int Last(Span<int> s) => ref s[s.Length - 1];
            """),
        new("span members", """
            Span<byte> s = stackalloc byte[8]; s.Fill((byte)a); s[3] = 77; Span<byte> t = stackalloc byte[4]; s.Slice(2, 4).CopyTo(t); bool same = t.SequenceEqual(s[2..6]), other = t.SequenceEqual(s[..4]);
            int at = s.IndexOf((byte)77), none = t.IndexOf((byte)78); bool has = t.Contains((byte)77), starts = s.StartsWith(t), fits = s.TryCopyTo(t); s.Clear();
            return (same ? 1 : 0) + (other ? 2 : 0) + at * 4 + none * 64 + (has ? 128 : 0) + (starts ? 256 : 0) + (fits ? 512 : 0) + t[1] * 1024 + s[3] + (t.IsEmpty ? 5 : 6);
            """),
        new("copy too long", """
            Span<int> s = stackalloc int[4], t = stackalloc int[3]; s[1] = 5; s.Slice(0, a).CopyTo(t); return t[1];
            """, (3, 0, 0), (0, 0, 0), (4, 0, 0)),
        new("overlapping copies", """
            Span<int> s = stackalloc int[6] { 1, 2, 3, 4, 5, a }; s[..5].CopyTo(s[1..]); int n = 0; foreach (int x in s) n = n * 3 + x; s[2..].CopyTo(s); foreach (int x in s) n = n * 3 + x; return n;
            """),
        new("span over a map value", """
            ref S v = ref Map.GetValueRefOrNullRef(0); if (Unsafe.IsNullRef(ref v)) return -1; Span<byte> d = v.Data; d[a & 7] = (byte)b; int n = 0; foreach (byte x in d) n = n * 2 + x; d[1..3].Fill(9); return n + v.Data[2];
            ---
            [BpfMap(MaxEntries = 1)] public partial ArrayMap<S> Map { get; }
            [SocketFilter] int After() { ref S v = ref Map.GetValueRefOrNullRef(0); if (Unsafe.IsNullRef(ref v)) return -1; int n = 0; foreach (byte x in v.Data) n = n * 3 + x; return n; }
            ---
            [InlineArray(8)] struct Eight { private byte _first; }
            struct S { public int Head; public Eight Data; }
            """),
        new("span over a global", """
            Span<short> s = G; s[a & 3] += (short)b; int n = 0; foreach (ref short x in s) { x++; n = n * 3 + x; } foreach (ref readonly short x in s[1..]) n += x; return n;
            ---
            public partial ref Four G { get; } [SocketFilter] int After() => G[0] + G[1] * 3 + G[3] * 5;
            ---
            [InlineArray(4)] struct Four { private short _first; }
            """),
        new("fixed buffers", """
            S s = default; for (int i = 0; i < 6; i++) s.Data[i] = (ushort)(a + i); Span<ushort> d = new Span<ushort>(s.Data, 6); d[2] = (ushort)b; int n = 0; foreach (ushort x in d) n = n * 3 + x; return n + Sum(ref s);
            ---
            static int Sum(ref S s) { int n = 0; for (int i = 0; i < 6; i++) n += s.Data[i]; return n; }
            ---
            unsafe struct S { public byte Head; public fixed ushort Data[6]; }
            """),
        new("fixed buffer out of range in bounds of struct", """
            S s = default; s.Data[1] = 5; s.Data[a & 1] += 3; return s.Data[0] * 10 + s.Data[1];
            ---
            ---
            unsafe struct S { public fixed int Data[2]; public int Tail; }
            """),
        new("memory marshal", """
            Span<int> s = stackalloc int[2] { a, b }; Span<byte> bytes = MemoryMarshal.AsBytes(s); Span<short> halves = MemoryMarshal.Cast<int, short>(s); bytes[1] ^= 0x55; halves[2] = 7;
            long whole = MemoryMarshal.Read<long>(bytes); MemoryMarshal.Write(bytes[3..], 0x01020304); P p = MemoryMarshal.Read<P>(bytes[1..]); return s[0] + s[1] * 3 + (int)whole + (int)(whole >> 32) + p.X + p.Y + halves.Length + bytes.Length;
            ---
            ---
            struct P { public short X; public int Y; }
            """),
        new("binary primitives", """
            Span<byte> s = stackalloc byte[16]; BinaryPrimitives.WriteInt32BigEndian(s, a); BinaryPrimitives.WriteUInt16LittleEndian(s[5..], (ushort)b); BinaryPrimitives.WriteInt64BigEndian(s[7..], c);
            return BinaryPrimitives.ReadInt32LittleEndian(s) + BinaryPrimitives.ReadUInt16BigEndian(s[5..]) + (int)BinaryPrimitives.ReadInt64LittleEndian(s[7..]) + BinaryPrimitives.ReverseEndianness(a) + BinaryPrimitives.ReadInt16BigEndian(s[1..]);
            """),
        new("binary primitives past the end", """
            Span<byte> s = stackalloc byte[8]; s[7] = 3; return BinaryPrimitives.ReadInt32BigEndian(s[(a & 7)..]);
            """, (0, 0, 0), (4, 0, 0), (5, 0, 0), (7, 0, 0)),
        new("span of structs", """
            Span<P> s = stackalloc P[3]; s[0] = new P { X = a, Y = 1 }; s[1].X = b; s[2] = s[0] with { Y = s[1].X }; ref P r = ref s[1]; r.Y = 5; int n = 0; foreach (P p in s) n = n * 3 + p.X + p.Y; return n;
            ---
            ---
            struct P { public int X, Y; }
            """),
        new("ref structs with spans", """
            Span<byte> s = stackalloc byte[8]; for (int i = 0; i < 8; i++) s[i] = (byte)(i * 3 + a); Reader r = new(s); int n = r.Next() + r.Next() * 3; r.Skip(b & 3); return n + r.Next() * 5 + r.Left;
            ---
            ---
            ref struct Reader
            {
                private readonly ReadOnlySpan<byte> _data; private int _at;
                public Reader(ReadOnlySpan<byte> data) { _data = data; _at = 0; }
                public byte Next() => _data[_at++]; public void Skip(int n) => _at += n; public readonly int Left => _data.Length - _at;
            }
            """),
        new("empty and default spans", """
            Span<int> s = default; ReadOnlySpan<byte> t = ReadOnlySpan<byte>.Empty, u = ""u8; int n = 0; foreach (int x in s) n += x; if (a > 0) s = stackalloc int[2] { a, b }; foreach (int x in s) n += x; return n + s.Length + t.Length + u.Length + (s.IsEmpty ? 100 : 0);
            """),
        new("list patterns", """
            Span<int> s = stackalloc int[4] { a, b, 3, 4 }; return (s is [7, 3, ..] ? 1 : 0) + (s is [_, _, 3, 4] ? 2 : 0) + (s is [] ? 4 : 0) + (s is [.., var last] && last == 4 ? 8 : 0) + (s is [var first, .. var rest] ? first + rest.Length * 16 + rest[0] : 0) + (s[1..2] is [> 0] ? 32 : 0);
            """),
        new("string constants as spans", """
            ReadOnlySpan<char> s = "héllo"; int n = 0; foreach (char x in s) n = n * 3 + x; foreach (char x in "ab") n += x; return n + s.Length + (s is "héllo" ? 1 : 0) + (s[1..] is "x" ? 2 : 0);
            """),
        new("conditional spans", """
            Span<int> s = stackalloc int[2] { a, b }; Span<int> t = stackalloc int[3] { 7, 8, 9 }; Span<int> u = a > b ? s : t; u[1] = 50; int n = 0; foreach (int x in u) n = n * 3 + x; return n + s[1] + t[1] + u.Length;
            """),
        new("an index that a loop does not change", """
            Span<int> s = stackalloc int[4] { 1, 2, 3, 9 }; foreach (int x in s) { foreach (int y in s) { s[x & 3] ^= s[b]; } } return s[0] + s[1] * 3 + s[2] * 5 + s[3] * 7;
            """, (0, 2, 0), (0, 3, 0), (0, 4, 0), (0, -1, 0)),
        new("spans in a loop", """
            Span<int> s = stackalloc int[4]; int n = 0; for (int i = 0; i < 4; i++) { Span<int> t = s[i..]; t[0] = a + i; n = n * 3 + t.Length; } foreach (int x in s) n += x; return n;
            """),
    ];
}
