using BpfSharp.Compiler.Checks;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Methods of libraries: what is wrong in them is said at the call that leads there.</summary>
partial class ProgramLowerer
{
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
