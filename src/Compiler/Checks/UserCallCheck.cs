using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Checks;

/// <summary>
/// Finds calls of kernel functions in methods of the object that no program runs (BPF0193): in user space there is no kernel function to
/// call, so they throw. A program of another object cannot run them either: kernel functions are those of the object that declares them.
/// </summary>
internal static class UserCallCheck
{
    public static void Run(ObjectContext context)
    {
        if (context.Bound.KernelFunctions.Count == 0)
            return;
        foreach (IMethodSymbol method in context.Bound.Type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.IsImplicitlyDeclared || context.Bound.FindKernelFunction(method) is not null || context.IsLowered(method) || context.Bound.Programs.Exists(program => SymbolEqualityComparer.Default.Equals(program.Method, method)))
                continue;
            foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
            {
                if (!context.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
                    continue;
                SyntaxNode syntax = reference.GetSyntax(context.Cancellation);
                IOperation? body = context.Compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax, context.Cancellation);
                foreach (IInvocationOperation call in body?.Descendants().OfType<IInvocationOperation>() ?? [])
                {
                    if (context.Bound.FindKernelFunction(call.TargetMethod) is not null)
                        context.Diagnostics.Report(ExternDiagnostics.UserCall, call.Syntax.GetLocation(), call.TargetMethod.Name, NameOf(method));
                }
            }
        }
    }

    private static string NameOf(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => "the constructor",
        { AssociatedSymbol: { } property } => $"'{property.Name}'",
        _ => $"'{method.Name}'",
    };
}
