using System.Numerics;

namespace BpfSharp.Integration.Language;

[BpfObject]
public sealed unsafe partial class GenericCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    [SocketFilter] int Methods() { Result = Larger(A, B) + Larger((int)A, (int)B) * 3L + Larger((byte)A, (byte)B); return 0; }
    [SocketFilter] int Structs() { Pair<long> p = new(A, B); Pair<short> q = new((short)B, 7); p = p.Swapped(); Result = p.First * 3 + p.Second + q.Swapped().First + Pair<int>.Size; return 0; }
    [SocketFilter] int StaticAbstracts() { Result = Weigh<Light>(A) * 10 + Weigh<Heavy>(B) + Total(new Light { Value = A }, new Light { Value = 5 }).Value; return 0; }
    [SocketFilter] int InterfaceCalls() { Light l = new() { Value = A }; Bump(ref l, B); Bump(ref l, 1); Result = l.Value; return 0; }
    [SocketFilter] int GenericMath() { Result = Sum(A, B) + Sum((byte)A, (byte)B) + Sum((short)A, (short)B) * 3 + Mean((uint)A, (uint)B); return 0; }
    [SocketFilter] int LocalFunctions() { Result = Twice(A) + Twice((sbyte)B); return 0; T Twice<T>(T x) where T : INumber<T> => x + x; }
    [SocketFilter] int Delegates() { long k = B; Result = Fold([A, B, 3], 1L, (s, x) => s * 3 + x + k) + Apply((int)A, static x => x / 3) + Apply((int)B, Third); return 0; }
    [SocketFilter] int SizesAndDefaults() { Result = Bytes<Pair<byte>>() + Bytes<long>() * 10 + Zero<Pair<long>>().First + (IsInt(A) ? 100 : 0) + (IsInt((int)A) ? 200 : 0); return 0; }
    [SocketFilter] int Extensions() { Result = A.Half + B.More(3) + ((int)A).Same((int)B); return 0; }

    private static T Larger<T>(T x, T y) where T : IComparable<T> => x.CompareTo(y) > 0 ? x : y;
    private static long Weigh<T>(long x) where T : struct, IWeight<T> => T.Scale(x) + T.Unit;
    private static T Total<T>(T x, T y) where T : struct, IWeight<T> => x + y;
    private static void Bump<T>(ref T x, long by) where T : struct, IWeight<T> => x.Add(by);
    private static T Sum<T>(T x, T y) where T : INumber<T> { T sum = T.Zero; sum += x; sum++; return sum + y * T.One - (x < y ? T.One : T.Zero); }
    private static T Mean<T>(T x, T y) where T : IBinaryInteger<T> => (x & y) + ((x ^ y) >> 1);
    private static R Fold<T, R>(ReadOnlySpan<T> items, R seed, Func<R, T, R> f) { foreach (T item in items) seed = f(seed, item); return seed; }
    private static int Apply(int x, Func<int, int> f) => f(x) + f(1);
    private static int Third(int x) => x % 3;
    private static int Bytes<T>() where T : unmanaged => sizeof(T);
    private static T Zero<T>() where T : struct => default;
    private static bool IsInt<T>(T x) where T : struct => x is int;

    private struct Pair<T>(T first, T second) where T : unmanaged
    {
        public T First = first, Second = second;
        public static int Size => sizeof(Pair<T>);
        public readonly Pair<T> Swapped() => new(Second, First);
    }

    private interface IWeight<T> where T : struct, IWeight<T>
    {
        static abstract long Unit { get; }
        static abstract long Scale(long x);
        static abstract T operator +(T a, T b);
        void Add(long by);
    }

    private struct Light : IWeight<Light>
    {
        public long Value;
        public static long Unit => 1;
        public static long Scale(long x) => x * 2;
        public static Light operator +(Light a, Light b) => new() { Value = a.Value + b.Value };
        public void Add(long by) => Value += by;
    }

    private struct Heavy : IWeight<Heavy>
    {
        public static long Unit => 1000;
        public static long Scale(long x) => x >> 3;
        public static Heavy operator +(Heavy a, Heavy b) => a;
        public void Add(long by) { }
    }
}

internal static class GenericExtensions
{
    extension(long value)
    {
        public long Half => value / 2;
        public long More(long other) => value + other;
    }

    extension<T>(T value) where T : unmanaged, IEquatable<T>
    {
        public int Same(T other) => value.Equals(other) ? 1 : 2;
    }
}

public sealed class GenericCasesTest : LanguageTest<GenericCases>
{
    protected override GenericCases Create(BpfHost host) => new(host);
}
