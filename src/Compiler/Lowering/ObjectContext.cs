using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Libraries;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>What the programs of one object share while they are lowered.</summary>
internal sealed partial record ObjectContext(
    BoundObject Bound,
    IrModule Module,
    TypeShapes Shapes,
    DebugTypeMap DebugTypes,
    SourceSpans Spans,
    TrapTable Traps,
    DiagnosticBag Diagnostics,
    Compilation Compilation,
    CompilerOptions Options,
    CancellationToken Cancellation)
{
    /// <summary>Whether the object is for one kind of machine.</summary>
    public required ArchitectureTies Ties { get; init; }

    /// <summary>The libraries whose methods may be called.</summary>
    public required LibraryView Libraries { get; init; }

    /// <summary>Where stack slots that are variables of the source were declared.</summary>
    public Dictionary<IrLocal, Location> Declarations { get; } = [];

    private readonly Dictionary<IMethodSymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, IrGlobal> _strings = new(StringComparer.Ordinal);

    /// <summary>A method's body as operations; null when its source is not here.</summary>
    public IOperation? BodyOf(IMethodSymbol method)
    {
        method = method.PartialImplementationPart ?? method;
        if (_bodies.TryGetValue(method, out IOperation? body))
            return body;
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            // In an editor every referenced project's methods have syntax, but only libraries mean them to be used.
            if (Libraries.CompilationOf(reference.SyntaxTree) is not { } source || Libraries.LibraryOf(method) is { } library && !library.Has(method.ContainingType, Cancellation))
                continue;
            SyntaxNode syntax = reference.GetSyntax(Cancellation);
            body = source.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, Cancellation);
        }
        _bodies[method] = body;
        return body;
    }

    /// <summary>What C# knows of a file of the project or of a library.</summary>
    public SemanticModel ModelOf(SyntaxTree tree) => (Libraries.CompilationOf(tree) ?? Compilation).GetSemanticModel(tree);

    /// <summary>Whether a method is one of those that programs run, as far as they were lowered.</summary>
    public bool IsLowered(IMethodSymbol method) =>
        _bodies.Keys.Any(lowered => SymbolEqualityComparer.Default.Equals(lowered.OriginalDefinition, method.PartialImplementationPart ?? method));

    /// <summary>A zero-terminated ASCII string in <c>.rodata</c>, one for each text.</summary>
    public IrGlobal String(string text)
    {
        if (!_strings.TryGetValue(text, out IrGlobal? global))
        {
            byte[] bytes = [.. System.Text.Encoding.UTF8.GetBytes(text), 0];
            global = new IrGlobal($"bpfsharp_text_{_strings.Count}", ".rodata", bytes.Length, 1, debugType: null)
            {
                Initial = [.. bytes],
                IsInternal = true,
            };
            _strings[text] = global;
            Module.Globals.Add(global);
        }
        return global;
    }
}
