using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Checks;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Methods of libraries: what is wrong in them is said at the call that leads there.</summary>
partial class ProgramLowerer
{
    /// <summary>C# tells what is broken in the project itself. A library was whole where it was built, so here something of it is missing.</summary>
    private void NoteBrokenCode(IOperation operation)
    {
        if (_context.Libraries.HasLibraries && !_context.Compilation.ContainsSyntaxTree(operation.Syntax.SyntaxTree))
            Report(LanguageDiagnostics.Construct, operation, ConstructNames.Of(operation), "it needs what the library does not bring along: code that another generator makes there, or an assembly that is not referenced here");
        else
            _context.Diagnostics.NoteBrokenCode();
    }

    /// <summary>Why a method's body is not there.</summary>
    private string ReasonFor(IMethodSymbol method) => KernelWays.ReasonFor(method, _context.Libraries.LibraryOf(method));

    /// <summary>Why a value cannot be had where it is a property's whose source is elsewhere; null for anything else.</summary>
    private string? ReasonFor(IOperation operation) =>
        KernelWays.InsteadOf(operation)
        ?? (operation is IPropertyReferenceOperation { Property.GetMethod: { DeclaringSyntaxReferences.IsEmpty: true } getter } && KnownNames.ApiName(getter.ContainingType) is null
            && !KernelWays.IsOfFramework(getter.ContainingType) ? ReasonFor(getter) : null);

    /// <summary>Remembers the call, where a body is a library's and its caller's is not; returns what was remembered before.</summary>
    private Func<Location>? EnterLibrary(Frame frame)
    {
        Func<Location>? before = _context.Diagnostics.Caller;
        if (before is not null || !_context.Libraries.HasLibraries || _context.Compilation.ContainsSyntaxTree(frame.Body.Syntax.SyntaxTree))
            return before;
        SourceSpan call = _builder.Span;
        _context.Diagnostics.Caller = () => SourceLocator.Find(_context, call, _program).Location;
        return null;
    }
}
