using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// A span while lowering: elements behind a base, and how much memory there is behind that base whatever was sliced off.
/// The verifier follows single numbers but not sums, so an element's offset is compared with the whole once more where
/// the span's own bounds are not constants.
/// </summary>
/// <param name="Base">The start of the memory that the span was made over.</param>
/// <param name="Start">Bytes from the base to the first element; an i64.</param>
/// <param name="Length">Elements; an i64, never negative.</param>
/// <param name="Capacity">Bytes behind the base; an i64.</param>
/// <param name="Align">What the first element's address is a multiple of.</param>
internal sealed record SpanValue(IrValue Base, IrValue Start, IrValue Length, IrValue Capacity, int Align)
{
    /// <summary>How a span variable is kept in memory: the four values, eight bytes each.</summary>
    public const int Size = 32;

    /// <summary>Whether a check against the length is enough for the verifier.</summary>
    public bool HasKnownBounds => Start is IrConstant && Length is IrConstant;
}
