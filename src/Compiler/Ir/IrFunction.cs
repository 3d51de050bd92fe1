namespace BpfSharp.Compiler.Ir;

internal enum IrLinkage
{
    /// <summary>A program: a global symbol in a section of its own kind.</summary>
    Program,

    /// <summary>A helper that is always inlined.</summary>
    Inline,

    /// <summary>A BPF-to-BPF subprogram verified with its callers (static in <c>.text</c>).</summary>
    Subprogram,
}

/// <summary>A function body: an entry block first, then the others in layout order.</summary>
internal sealed class IrFunction(string name, IrLinkage linkage, IrType returnType, DebugType returnDebugType, SourceSpan span)
{
    /// <summary>The symbol's name, unique in the module and never equal to a section's.</summary>
    public string Name { get; } = name;
    public IrLinkage Linkage { get; } = linkage;
    public IrType ReturnType { get; private set; } = returnType;
    public DebugType ReturnDebugType { get; private set; } = returnDebugType;
    public SourceSpan Span { get; } = span;

    /// <summary>The ELF section, for programs: <c>tp_btf/sched_process_fork</c>.</summary>
    public string? Section { get; init; }
    public List<IrParameter> Parameters { get; } = [];
    public List<IrLocal> Locals { get; } = [];
    public List<IrBlock> Blocks { get; } = [];

    /// <summary>Says what it returns, where that shows while it is made; before anything calls it.</summary>
    public void Returns(IrType type, DebugType debugType)
    {
        ReturnType = type;
        ReturnDebugType = debugType;
    }
}

/// <param name="name">A hint for readers of the IR; need not be unique.</param>
internal sealed class IrBlock(string name)
{
    public string Name { get; } = name;
    public List<IrInstruction> Instructions { get; } = [];
    public IrTerminator? Terminator { get; set; }

    /// <summary>The blocks that can come next; a branch on a constant (while (true)) has one way.</summary>
    public IEnumerable<IrBlock> Successors => Terminator switch
    {
        IrBranch branch => [branch.Target],
        IrConditionalBranch { Condition: IrConstant constant } branch => [constant.Value != 0 ? branch.WhenTrue : branch.WhenFalse],
        IrConditionalBranch branch => [branch.WhenTrue, branch.WhenFalse],
        IrSwitch @switch => [.. @switch.Cases.Select(static one => one.Target), @switch.Otherwise],
        _ => [],
    };
}
