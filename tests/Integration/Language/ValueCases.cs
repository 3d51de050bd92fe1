using System.Net;
using System.Numerics;

namespace BpfSharp.Integration.Language;

/// <summary>Nullable values, tuples, records, patterns over structs and operators of the user's own.</summary>
[BpfObject]
public sealed partial class ValueCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }
    public partial ref Box Kept { get; }

    public struct Box { public int? Small; public long? Large; }

    [SocketFilter] int Nullables() { int? x = A > 0 ? (int)A : null; int? y = x; y ??= (int)B; long? w = x; Result = (x ?? -1) + y.Value * 3L + (w.HasValue ? 10 : 20) + x.GetValueOrDefault(7); return 0; }
    [SocketFilter] int NullableWithoutValue() { long? x = A > 0 ? A : null; Result = x!.Value; return 0; }
    [SocketFilter] int Lifted() { int? x = A > 0 ? (int)A : null, y = (int)B; int? s = x + y, m = -x; x++; y += x; Result = (s ?? 1) + (m ?? 2) * 3L + (x ?? 4) * 5L + (y ?? 6) + (x > y ? 100 : 0) + (x == null ? 200 : 0) + (s == m ? 400 : 0); return 0; }
    [SocketFilter] int LiftedDivision() { int? x = (int)A, y = B == 3 ? null : (int)B; Result = (x / y) ?? -1; return 0; }
    [SocketFilter] int ThreeValued() { bool? x = (A & 3) switch { 0 => null, 1 => true, _ => false }, y = (B & 3) switch { 0 => null, 1 => true, _ => false }; Result = V(x & y) + V(x | y) * 3 + V(x ^ y) * 9 + V(!x) * 27; return 0; static int V(bool? v) => v is null ? 0 : v.Value ? 1 : 2; }
    [SocketFilter] int NullablePatterns() { long? x = A > 0 ? A : null; Result = x switch { null => 1, 7 => 2, > 1000 => 3, var v when v == B => 4, { } v => v } + (x is long y ? y : 5); return 0; }
    [SocketFilter] int NullableGlobals() { Kept.Small = A > 0 ? (int)B : null; Kept.Large = A; Box b = Kept; Result = (b.Small ?? 3) + (b.Large ?? 4); return 0; }
    [SocketFilter] int Tuples() { (long x, int y) t = (A, (int)B); var u = (t, z: 5L); u.t.x++; (t.x, u.z) = (u.z, t.x); var (p, _) = Split(A); Result = t.x + t.y * 3L + u.t.x * 5 + u.z * 7 + p + (t == (5, 1) ? 1000 : 0); return 0; }
    [SocketFilter] int TuplePatterns() { Result = (A, B) switch { (0, _) => 1, ( < 0, > 0) => 2, (var x, var y) when x == y => 3, (_, 7) => 4, _ => 5 }; return 0; }
    [SocketFilter] int Records() { Point p = new(A, (int)B), q = p with { Y = 5 }; var (x, y) = q; p.X++; Result = p.X + q.Y * 3L + x + y + (p == q ? 100 : 0) + (new Point(A, 5) == q ? 200 : 0) + p.Sum; return 0; }
    [SocketFilter] int Primary() { Shape s = new((int)A, 3); Shape t = new((int)B); Result = s.Width * 3L + s.Height + t.Width * 5L + t.Height; return 0; }
    [SocketFilter] int PropertyPatterns() { Point p = new(A, (int)B); Result = p switch { { X: 0 } => 1, { X: > 100, Y: var y } => y, (< 0, _) => 3, { Sum: 4 } => 4, _ => 5 }; return 0; }
    [SocketFilter] int Operators() { Amount a = (int)A; a += new Amount { Value = 5 }; a++; Amount b = a * 2; Result = (int)b + (a && b ? 100 : 0) + (a || b ? 200 : 0); return 0; }
    [SocketFilter] int Properties() { Register r = default; r.Value = (int)A; r.Value += 3; r[1] = (int)B; r[1]++; Result = r.Value + r[0] * 3L + r[1] * 5L; return 0; }
    [SocketFilter] int ReferenceReturns() { Shape s = new((int)A, (int)B); Longer(ref s) = 5; ref int w = ref Longer(ref s); w++; Result = s.Width * 3L + s.Height; return 0; }
    [SocketFilter] int Finally() { long n = 0; try { n = A; if (A > 100) return 1; n++; } finally { Result = n * 2; } Result += 3; return 0; }
    [SocketFilter] int FinallyOfATrap() { long n = 0; try { n = A / B; } finally { Kept.Large = n; } Result = n; return 0; }
    [SocketFilter] int Thrown() { if (A > 1000) throw new InvalidOperationException("too large"); Result = B > 1000 ? throw new ArgumentException("no") : A; return 0; }
    [SocketFilter] int Using() { Counter k = new() { N = A }; using (new Scope(ref k)) { k.N *= 2; } Result = k.N; return 0; }
    [SocketFilter] int Enumerators() { long n = 0; foreach (long x in new Steps(A, 5)) { if (x == B) continue; n = n * 3 + x; } Result = n; return 0; }
    [SocketFilter] int Bits() { uint x = (uint)A; ulong y = (ulong)B; Result = BitOperations.PopCount(x) + BitOperations.LeadingZeroCount(y) * 3L + BitOperations.TrailingZeroCount(x) * 5L + BitOperations.RotateLeft(x, (int)B) + (long)BitOperations.RotateRight(y, (int)A) + BitOperations.Log2(y); return 0; }
    [SocketFilter] int Numbers() { Result = Math.Clamp(A, -100, 100) + Math.Sign(B) + IPAddress.HostToNetworkOrder((int)A) + IPAddress.NetworkToHostOrder((short)B) + A.CompareTo(B) + (A.Equals(B) ? 7 : 8); return 0; }
    [SocketFilter] int ClampOfNothing() { Result = Math.Clamp(A, B, 100); return 0; }
    [SocketFilter] int Flags() { Modes m = (Modes)A; Result = (m.HasFlag(Modes.Read) ? 1 : 0) + (m.HasFlag(Modes.Read | Modes.Write) ? 2 : 0) + (int)(m & ~Modes.Write); return 0; }

    private static (long Low, long High) Split(long v) => (v & 0xFFFF, v >> 16);
    private static ref int Longer(ref Shape s) => ref (s.Width > s.Height ? ref s.Width : ref s.Height);

    private record struct Point(long X, int Y) { public readonly long Sum => X + Y; }

    private struct Shape(int width, int height)
    {
        public int Width = width, Height = height * 2;
        public Shape(int side) : this(side, side + 1) => Width++;
    }

    private struct Amount
    {
        public int Value;
        public static implicit operator Amount(int value) => new() { Value = value };
        public static explicit operator int(Amount a) => a.Value;
        public static Amount operator +(Amount a, Amount b) => new() { Value = a.Value + b.Value };
        public static Amount operator *(Amount a, int by) => new() { Value = a.Value * by };
        public static Amount operator ++(Amount a) => new() { Value = a.Value + 10 };
        public static Amount operator &(Amount a, Amount b) => new() { Value = a.Value & b.Value };
        public static Amount operator |(Amount a, Amount b) => new() { Value = a.Value | b.Value };
        public static bool operator true(Amount a) => a.Value > 0;
        public static bool operator false(Amount a) => a.Value <= 0;
    }

    private struct Register
    {
        private int _value;
        private long _parts;
        public int Value { readonly get => _value - 1; set => _value = value * 2; }
        public int this[int i] { readonly get => (int)(_parts >> (i * 16)) & 0xFF; set => _parts |= (long)(value & 0xFF) << (i * 16); }
    }

    private struct Counter { public long N; }

    private ref struct Scope
    {
        private readonly ref Counter _counter;
        public Scope(ref Counter counter) => _counter = ref counter;
        public readonly void Dispose() => _counter.N += 7;
    }

    private struct Steps(long from, int count)
    {
        public long Current { get; private set; } = from - 1;
        private int _left = count;
        public readonly Steps GetEnumerator() => this;
        public bool MoveNext() { Current++; return _left-- > 0; }
    }

    [Flags] private enum Modes : byte { Read = 1, Write = 2, Run = 4 }
}

public sealed class ValueCasesTest : LanguageTest<ValueCases>
{
    protected override ValueCases Create(BpfHost host) => new(host);
}
