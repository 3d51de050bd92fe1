using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>One activation of a method: helpers are lowered into their caller, so each call has a frame of its own.</summary>
/// <param name="outer">For local functions, the frame whose variables they capture; else null.</param>
/// <param name="entry">The function of the object that the activation is lowered into.</param>
internal sealed class Frame(IMethodSymbol method, IOperation body, Frame? caller, Frame? outer, FunctionEntry entry)
{
    private readonly Dictionary<ISymbol, Variable> _variables = new(SymbolEqualityComparer.Default);
    private Dictionary<ILabelSymbol, IrBlock> _labels = new(SymbolEqualityComparer.Default);

    public IMethodSymbol Method { get; } = method;
    public IOperation Body { get; } = body;
    public Frame? Caller { get; } = caller;
    public Frame? Outer { get; } = outer;
    public FunctionEntry Entry { get; } = entry;

    /// <summary>What the type parameters stand for in this call.</summary>
    public required TypeArguments Types { get; init; }

    /// <summary>Where <c>return</c> continues.</summary>
    public required IrBlock Exit { get; init; }

    /// <summary>How many loops were open around the call.</summary>
    public int LoopDepth { get; init; }

    /// <summary>How many 'finally' blocks were open around the call.</summary>
    public int FinallyDepth { get; init; }

    /// <summary>Where <c>return</c> leaves its value, or the address of what it refers to; null for void methods.</summary>
    public MemoryPlace? Result { get; init; }

    /// <summary>Spans whose extent is known at build time, because their variables never change.</summary>
    public Dictionary<ISymbol, SpanValue> Spans { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The struct that <c>this</c> is; null in the BPF object's own methods and in static ones.</summary>
    public Place? This { get; set; }

    /// <summary>What the caller's arguments for pointer parameters point to.</summary>
    public Dictionary<ISymbol, PointerOrigin> PassedOrigins { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What is known of pointer variables, also of those still being worked out.</summary>
    public Dictionary<ISymbol, PointerOrigin> Origins { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Parameters whose arguments change with the turns of a caller's loop.</summary>
    public HashSet<ISymbol> Varying { get; } = new(SymbolEqualityComparer.Default);

    public void Declare(ISymbol symbol, Variable variable) => _variables[symbol] = variable;

    public Variable? Find(ISymbol symbol)
    {
        if (_variables.TryGetValue(symbol, out Variable? variable))
            return variable;
        Variable? captured = Outer?.Find(symbol);
        return captured is null || Outer!.Entry == Entry ? captured : Entry.Import(captured, Outer.Entry);
    }

    /// <summary>The frame that declares a variable: the one whose body assigns it.</summary>
    public Frame OwnerOf(ISymbol symbol) => _variables.ContainsKey(symbol) || Outer is null ? this : Outer.OwnerOf(symbol);

    /// <summary>Tells apart the copies of code that is lowered several times: each has variables of its own.</summary>
    public object Copy => _labels;

    /// <summary>Lowers code that is lowered several times, with blocks of its own each time.</summary>
    public void WithFreshLabels(Action lower)
    {
        Dictionary<ILabelSymbol, IrBlock> labels = _labels;
        _labels = new(SymbolEqualityComparer.Default);
        lower();
        _labels = labels;
    }

    public IrBlock Label(ILabelSymbol label)
    {
        if (!_labels.TryGetValue(label, out IrBlock? block))
            _labels[label] = block = new IrBlock(label.Name);
        return block;
    }
}

/// <summary>What a C# variable is while lowering.</summary>
internal abstract record Variable;

/// <summary>A value in a place of its own, or the caller's place for <c>ref</c>, <c>in</c> and <c>out</c> parameters.</summary>
internal sealed record PlaceVariable(Place Place) : Variable;

/// <summary>A <c>ref</c> local: a stack slot that holds an address and may be pointed elsewhere.</summary>
internal sealed record ReferenceVariable(IrLocal Holder, ITypeSymbol Type, int Align) : Variable;

/// <summary>A ring buffer slot: a stack slot with the record's address, null once it was submitted or discarded.</summary>
internal sealed record SlotVariable(IrLocal Holder, ITypeSymbol Record) : Variable
{
    /// <summary>Where the record was reserved, as long as nothing was written to it; null once something was.</summary>
    public (Frame Frame, int LoopDepth)? Freshness { get; set; }
}

/// <summary>Room for an event of any size: the kernel's dynptr, and a stack slot that is zero once the event was submitted or discarded.</summary>
internal sealed record SpaceVariable(IrLocal Holder, IrLocal Dynptr) : Variable;

/// <summary>A delegate whose target is known: a lambda or a method, and the activation whose variables it sees.</summary>
/// <param name="Instance">What a method is called on; null for lambdas and static methods.</param>
internal sealed record DelegateVariable(IMethodSymbol Method, IOperation? Lambda, IOperation? Instance, Frame Home) : Variable;

/// <summary>A parameter that stands for a map of the object.</summary>
internal sealed record MapVariable(BoundMap Map) : Variable;
