using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Generic code: each call is lowered with its own types in place of the parameters.</summary>
partial class ProgramLowerer
{
    // Types are looked at in the light of the method that is being lowered.
    private Frame _frame
    {
        get => _activation;
        set
        {
            _activation = value;
            Shapes.Arguments = value?.Types;
        }
    }

    /// <summary>A type with the current method's type arguments in place of its parameters.</summary>
    private ITypeSymbol Resolve(ITypeSymbol type) => _activation.Types.Resolve(type);

    private ITypeSymbol? TypeOf(IOperation operation) => operation.Type is { } type ? Resolve(type) : null;

    /// <summary>The method that a call means here; null after reporting that it is not known.</summary>
    /// <param name="receiver">The type of the receiver or, for static members of type parameters, the parameter.</param>
    private IMethodSymbol? ResolveMethod(IMethodSymbol method, ITypeSymbol? receiver, IOperation call)
    {
        if (_activation.Types.Resolve(method, receiver) is { } found)
            return found;
        Report(LanguageDiagnostics.Dispatch, call, $"The call of '{method.Name}'", $"'{Resolve(receiver!).ToDisplayString()}' has no such member of its own");
        return null;
    }
}
