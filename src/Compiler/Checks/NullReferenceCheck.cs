using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Checks;

/// <summary>
/// Finds references to map elements that nothing tests: where the map has no such key, their use is a trap. A suggestion, as
/// the program may know that the key is there; where it sets keys of the map itself, nothing is said.
/// </summary>
internal static class NullReferenceCheck
{
    private const string Getter = "GetValueRefOrNullRef";

    public static void Run(ObjectContext context, BoundProgram program)
    {
        if (context.BodyOf(program.Method) is not { } body)
            return;
        List<IOperation> operations = [.. body.Descendants()];
        foreach (IOperation operation in operations)
        {
            if (operation is IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.Ref } variable } declarator && Value(declarator) is { } call
                && context.Bound.FindMap(((IPropertyReferenceOperation)call.Instance!).Property) is { Kind.Family: MapFamily.Hash or MapFamily.Trie }
                && !operations.Exists(other => IsTest(other, variable) || IsSetter(other, call)) && operations.Exists(other => IsUse(other, variable)))
            {
                context.Diagnostics.Report(VerifierDiagnostics.NullReference, call.Syntax.GetLocation(), variable.Name);
            }
        }
    }

    private static IInvocationOperation? Value(IVariableDeclaratorOperation declarator) =>
        (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer)?.Value is IInvocationOperation { TargetMethod.Name: Getter, Instance: IPropertyReferenceOperation } call ? call : null;

    /// <summary>Whatever is handed the reference may test it.</summary>
    private static bool IsTest(IOperation operation, ILocalSymbol variable) => operation switch
    {
        IArgumentOperation { Parameter.RefKind: not RefKind.None, Value: ILocalReferenceOperation local } argument =>
            Is(local, variable) && KnownNames.FullName(((argument.Parent as IInvocationOperation)?.TargetMethod ?? null)?.ContainingType) != "System.Threading.Interlocked",
        ISimpleAssignmentOperation { IsRef: true } assignment => assignment.Target is ILocalReferenceOperation target && Is(target, variable) || assignment.Value is ILocalReferenceOperation value && Is(value, variable),
        _ => false,
    };

    private static bool IsUse(IOperation operation, ILocalSymbol variable) => operation is ILocalReferenceOperation local && Is(local, variable);

    private static bool IsSetter(IOperation operation, IInvocationOperation call)
    {
        ISymbol map = ((IPropertyReferenceOperation)call.Instance!).Property;
        return operation switch
        {
            IInvocationOperation { Instance: IPropertyReferenceOperation owner, TargetMethod.Name: not (Getter or "ContainsKey" or "TryGetValue" or "Remove") } => SymbolEqualityComparer.Default.Equals(owner.Property, map),
            IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IPropertyReferenceOperation owner } => SymbolEqualityComparer.Default.Equals(owner.Property, map),
            _ => false,
        };
    }

    private static bool Is(ILocalReferenceOperation local, ILocalSymbol variable) => SymbolEqualityComparer.Default.Equals(local.Local, variable);
}
