using System.Collections.Immutable;

namespace BpfSharp.Compiler.Ir;

/// <summary>A function of the kernel's, declared in <c>.ksyms</c>; the loader finds it.</summary>
internal sealed class IrKernelFunction(string name, IrType returnType, DebugType returnDebugType, SourceSpan span)
{
    public string Name { get; } = name;

    /// <summary>As C passes it: not narrower than 32 bits.</summary>
    public IrType ReturnType { get; } = returnType;
    public DebugType ReturnDebugType { get; } = returnDebugType;
    public SourceSpan Span { get; } = span;
    public ImmutableArray<(IrType Type, DebugType DebugType)> Parameters { get; init; } = [];

    /// <summary>Whether the kernel may lack it: its address is null then.</summary>
    public bool IsWeak { get; init; }
}

/// <summary>A call of a function of the kernel's.</summary>
internal sealed class IrKernelCall(IrKernelFunction callee, ImmutableArray<IrValue> arguments, SourceSpan span) : IrInstruction(callee.ReturnType, span)
{
    public IrKernelFunction Callee { get; } = callee;
    public ImmutableArray<IrValue> Arguments { get; } = arguments;
}

/// <summary>The address of a function of the kernel's, to compare with null.</summary>
internal sealed class IrKernelFunctionAddress(IrKernelFunction function) : IrValue(IrType.Pointer)
{
    public IrKernelFunction Function { get; } = function;

    public override string ToString() => "@" + Function.Name;
}
