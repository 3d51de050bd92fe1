using System.Numerics;

namespace BpfSharp.Compiler.Llvm.Bounds;

/// <summary>What a register may hold, as unsigned numbers; both ends belong to it.</summary>
internal readonly record struct NumberRange(ulong Low, ulong High)
{
    public static NumberRange Of(uint bits) => new(0, Largest(bits));

    public static NumberRange Exactly(ulong value) => new(value, value);

    public static ulong Largest(uint bits) => bits >= 64 ? ulong.MaxValue : (1UL << (int)bits) - 1;

    public NumberRange Union(NumberRange other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>What is in both; this range where that is nothing, as such code is never reached.</summary>
    public NumberRange And(ulong low, ulong high) => Math.Max(Low, low) is var l && Math.Min(High, high) is var h && l <= h ? new(l, h) : this;

    public NumberRange Plus(NumberRange other, uint bits)
    {
        UInt128 high = (UInt128)High + other.High;
        return high <= Largest(bits) ? new(Low + other.Low, (ulong)high) : Of(bits);
    }

    public NumberRange Minus(NumberRange other, uint bits) => Low >= other.High ? new(Low - other.High, High - other.Low) : Of(bits);

    public NumberRange Times(NumberRange other, uint bits)
    {
        UInt128 high = (UInt128)High * other.High;
        return high <= Largest(bits) ? new(Low * other.Low, (ulong)high) : Of(bits);
    }

    public NumberRange Left(int count, uint bits) => Times(Exactly(1UL << count), bits);

    public NumberRange Right(int count) => new(Low >> count, High >> count);

    /// <summary>All bits up to the highest that may be set.</summary>
    public static ulong Bits(ulong high) => high == 0 ? 0 : ulong.MaxValue >> BitOperations.LeadingZeroCount(high);
}
