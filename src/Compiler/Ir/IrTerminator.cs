using System.Collections.Immutable;

namespace BpfSharp.Compiler.Ir;

/// <summary>How a block ends; every block has exactly one, at its end.</summary>
internal abstract class IrTerminator(SourceSpan span)
{
    public SourceSpan Span { get; } = span;
}

internal sealed class IrBranch(IrBlock target, SourceSpan span) : IrTerminator(span)
{
    public IrBlock Target { get; } = target;
}

internal sealed class IrConditionalBranch(IrValue condition, IrBlock whenTrue, IrBlock whenFalse, SourceSpan span) : IrTerminator(span)
{
    public IrValue Condition { get; } = condition;
    public IrBlock WhenTrue { get; } = whenTrue;
    public IrBlock WhenFalse { get; } = whenFalse;

    /// <summary>Whether <see cref="WhenFalse"/> is almost never taken (a trap): lets LLVM lay it out of the way.</summary>
    public bool IsFalseUnlikely { get; init; }
}

internal sealed class IrSwitch(IrValue value, ImmutableArray<(long Value, IrBlock Target)> cases, IrBlock otherwise, SourceSpan span) : IrTerminator(span)
{
    public IrValue Value { get; } = value;
    public ImmutableArray<(long Value, IrBlock Target)> Cases { get; } = cases;
    public IrBlock Otherwise { get; } = otherwise;
}

/// <param name="value">Null exactly when the function returns void.</param>
internal sealed class IrReturn(IrValue? value, SourceSpan span) : IrTerminator(span)
{
    public IrValue? Value { get; } = value;
}
