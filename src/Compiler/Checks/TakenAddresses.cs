using System.Collections.Immutable;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Checks;

/// <summary>The values of an instruction through which the memory that they point to can be changed later, or by somebody else.</summary>
internal static class TakenAddresses
{
    /// <summary>Not where it loads from, stores to or clears: that is all that happens to it there.</summary>
    public static ImmutableArray<IrValue> Of(IrInstruction instruction) => instruction switch
    {
        IrStore store => [store.Value],
        IrOffset offset => [offset.Pointer],
        IrConvert convert => [convert.Value],
        IrSelect select => [select.WhenTrue, select.WhenFalse],
        IrOpaque opaque => [opaque.Value],
        IrMemoryCopy copy => [copy.Destination],
        IrAtomic atomic => [atomic.Address],
        IrCompareExchange exchange => [exchange.Address],
        IrCall call => call.Arguments,
        IrKernelCall call => call.Arguments,
        IrHelperCall call => call.Arguments,
        IrIntrinsicCall call => call.Arguments,
        _ => [],
    };
}
