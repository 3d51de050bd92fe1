using System.Numerics;
using BpfSharp.Tests.Counting;

namespace BpfSharp.Tests.Shapes;

/// <summary>Static methods, constant data, extension members, generics, lambdas; what they need is private or internal.</summary>
[BpfLibrary]
public static class Numbers
{
    private static readonly int[] s_table = [3, 5, 7, 11, 13, 17, 19, 23];

    public static int Look(int index) => s_table[index];

    public static long Mix(long value) => Scramble.Once(value) + Tables.Salt;

    /// <summary>Who cannot see the second one means the first one.</summary>
    public static int Which(long value) => value < 0 ? 1 : 2;

    internal static int Which(int value) => value < 0 ? 3 : 4;

    public static int Own(int value) => Which(value);

    public static T Largest<T>(T first, T second)
        where T : INumber<T> => first > second ? first : second;

    public static long Sum<T>(ReadOnlySpan<T> items)
        where T : struct, IWeighed
    {
        long sum = 0;
        foreach (T item in items)
            sum += item.Weight;
        return sum;
    }

    public static long Apply(long value, Func<long, long> change) => change(change(value));

    public static int Limited(int left, int right) => Counter.Add(left, right);

    [BpfFunction]
    public static long Apart(long value, int turns)
    {
        for (int i = 0; i < 4; i++)
            value = (value << 1) ^ turns;
        return value;
    }

    public static void Split(long value, out int low, ref int high) => (low, high) = ((int)value, high + (int)(value >> 32));

    extension(int value)
    {
        public int Half => value / 2;

        public int Times(int factor) => value * factor;

        public static int Answer => 42;
    }

    public static int Width =>
#if WIDE
        64;
#else
        32;
#endif
}

/// <summary>Whatever has a weight: the programs' own structs too.</summary>
public interface IWeighed
{
    long Weight { get; }

    static virtual long Scale => 10;
}

/// <summary>Comes along because a marked class uses it.</summary>
internal static class Scramble
{
    public static long Once(long value) => (value ^ (value >> 3)) * 0x9E37_79B9;
}

/// <summary>Constants are everywhere.</summary>
internal static class Tables
{
    public const long Salt = 4711;
}

/// <summary>Structs come along unmarked: initialisers, a property with a field and a body, operators, properties, indexers, an enumerator.</summary>
public struct Span2(int first, int second)
{
    private int _reads = 1;
    private readonly int _second = second;

    public int First { readonly get => field; set => field = value + 1; } = first;

    public readonly int Second => _second;

    public int Reads => _reads++;

    public readonly int this[int index] => index == 0 ? First : _second;

    public static Span2 operator +(Span2 left, Span2 right) => new(left.First + right.First, left.Second + right.Second);

    public static Span2 operator -(Span2 value) => new(-value.First, -value.Second);

    public static implicit operator Span2(int both) => new(both, both);

    public readonly void Deconstruct(out int a, out int b) => (a, b) = (First, _second);

    public readonly Steps GetEnumerator() => new(_second & 7);

    public struct Steps(int count)
    {
        private readonly int _count = count;

        public int Current { get; private set; } = -1;

        public bool MoveNext() => ++Current < _count;
    }
}

public readonly record struct Point(int X, long Y) : IWeighed
{
    public long Weight => X * Scaled<Point>() + Y;

    private static long Scaled<T>()
        where T : IWeighed => T.Scale;
}

/// <summary>For user code: nothing of its bodies travels.</summary>
public static class Texts
{
    public static string Of(Point point) => $"at {point.X}, {point.Y}";
}
