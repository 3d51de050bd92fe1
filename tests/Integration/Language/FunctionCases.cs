namespace BpfSharp.Integration.Language;

/// <summary>Methods that stay functions of their own in the object.</summary>
[BpfObject]
public sealed unsafe partial class FunctionCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }
    [BpfMap(MaxEntries = 16)] public partial HashMap<long, long> Seen { get; }
    [BpfMap(MaxEntries = 4)] public partial ArrayMap<long> Slots { get; }

    [SocketFilter] int Numbers() { Result = Mixed((int)A, (byte)B, A) * 3 + Mixed((int)B, (byte)A, B) + (Both(A > 0, B > 0) ? 1 : 2); return 0; }
    [SocketFilter] int Trapping() { Result = Quotient((int)A, (int)B) + Remainder(A, B); return 0; }
    [SocketFilter] int Structs() { Point p = new() { X = (int)A, Y = B }; Point q = Turned(p); Grow(ref q, 3); Result = p.X + q.X * 3 + q.Y * 7 + q.Length; return 0; }
    [SocketFilter] int ManyArguments() { Result = Many((int)A, B, (short)A, (byte)B, 5, new Point { X = 1, Y = B }, out int last) + last; return 0; }
    [SocketFilter] int Chains() { Result = First(A, B) + Second(B); return 0; }
    [SocketFilter] int Generics() { Result = Larger(A, B) + Larger((int)A, (int)B) * 3L + Larger((byte)A, (byte)B); return 0; }
    [SocketFilter] int Spans() { Span<long> s = stackalloc long[4]; s[1] = A; s[2] = B; Result = Sum(s) * 3 + Sum(s[1..]); return 0; }
    [SocketFilter] int Captures() { long sum = A; Add(B); Add(3); Result = sum; return 0; [BpfFunction] void Add(long x) { sum += x; sum ^= 0x55; } }
    [SocketFilter] int Delegates() { long k = B; Result = Apply(A, x => x * k) + Apply(B, static x => x + 5) + Apply(A, Second); return 0; }
    [SocketFilter] int Maps() { Seen.Remove(1); Seen.Remove(2); Bump(Seen, 1, A); Bump(Seen, 1, B); Bump(Seen, 2, 5); Seen.TryGetValue(1, out long one); Result = one + Seen[2]; return 0; }
    [SocketFilter] int Elements() { Result = Step(ref Slots.GetValueRefOrNullRef((int)A & 7), B); return 0; }
    [SocketFilter] int Finally() { Result = 1; try { Result += Quotient((int)A, (int)B); return 0; } finally { Seen[3] = A; } }
    [SocketFilter] int Buffers() { Point p; Init(&p, B); Result = p.X + p.Y; return 0; }

    [BpfFunction] static long Mixed(int x, byte y, long z) => x * 3L + y - (z >> 3);
    [BpfFunction] static bool Both(bool x, bool y) => x && y;
    [BpfFunction] static int Quotient(int x, int y) => x / y;
    [BpfFunction] static long Remainder(long x, long y) => x % y;
    [BpfFunction] static Point Turned(Point p) { (p.X, p.Y) = ((int)p.Y, p.X); return p; }
    [BpfFunction] static void Grow(ref Point p, int by) { p.X += by; p.Y -= by; }
    [BpfFunction] static long Many(int a, long b, short c, byte d, ulong e, in Point p, out int last) { last = a - c; return checked(a + b / 3 + c + d + (int)e + p.X) + p.Y; }
    [BpfFunction] static long First(long x, long y) => Second(x) - Third(y, x);
    [BpfFunction] static long Second(long x) => Third(x, 3) * 2;
    [BpfFunction] static long Third(long x, long y) { for (int i = 0; i < 5; i++) x = (x << 1) ^ y; return x; }
    [BpfFunction] static T Larger<T>(T x, T y) where T : IComparable<T> => x.CompareTo(y) > 0 ? x : y;
    [BpfFunction] static long Sum(ReadOnlySpan<long> items) { return items[0] * 3 + items[1] - items.Length; }
    [BpfFunction] static long Apply(long x, Func<long, long> f) => f(x) + f(1);
    [BpfFunction] static void Bump(HashMap<long, long> map, long key, long by) { ref long value = ref map.GetValueRefOrNullRef(key); if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref value)) map[key] = by; else value += by; }
    [BpfFunction] long Step(ref long value, long by) { if (A == 3) return -1; value = by; return value + 1; }
    [BpfFunction] static void Init(Point* p, long y) { p->X = 7; p->Y = y; }

    public struct Point
    {
        public int X;
        public long Y;
        public readonly long Length { [BpfFunction] get => X * 2 + Y; }
    }
}

public sealed class FunctionCasesTest : LanguageTest<FunctionCases>
{
    protected override FunctionCases Create(BpfHost host) => new(host);
}
