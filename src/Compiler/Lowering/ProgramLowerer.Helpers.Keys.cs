using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// Keys that helpers are given by number. The maps' own members clear the gaps of what they are given; a helper takes the variable as it is, and what
/// its gaps hold is compared with the rest.
/// </summary>
partial class ProgramLowerer
{
    // bpf_map_lookup_elem, _update_elem, _delete_elem, bpf_map_lookup_percpu_elem; for Bloom filters, bpf_map_push_elem and bpf_map_peek_elem.
    private static readonly int[] s_keyHelpers = [1, 2, 3, 195], s_valueHelpers = [87, 89];

    // bpf_probe_read, bpf_skb_load_bytes, bpf_probe_read_str, bpf_probe_read_user, _kernel, _user_str, _kernel_str: they fill what they are given.
    private static readonly int[] s_readHelpers = [4, 26, 45, 112, 113, 114, 115];

    private void CheckComparedArgument(IInvocationOperation call, int helper)
    {
        if (call.Arguments.Length < 2 || FindMap(call.Arguments[0].Value) is not { } map
            || !(map.Kind.HasKey ? s_keyHelpers : map.Kind.Family == MapFamily.Bloom ? s_valueHelpers : []).Contains(helper)
            || VariableIn(call.Arguments[1].Value) is not { } variable || Shapes.Of(variable.Type) is not StructShape)
        {
            return;
        }
        ImmutableArray<int> gaps = StructPadding.Of(variable.Type, Shapes);
        if (gaps.IsEmpty || !HasForeignBytes(variable, depth: 0))
            return;
        int count = gaps.Where(static (_, index) => index % 2 == 1).Sum();
        Report(VerifierDiagnostics.KeyPadding, call.Arguments[1].Value, variable.Name,
            variable.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), count == 1 ? $"the byte at {gaps[0]} belongs" : $"{count} bytes from {gaps[0]} on belong");
    }

    /// <summary>The variable whose address, or which by reference, is passed.</summary>
    private static ILocalSymbol? VariableIn(IOperation value) => value switch
    {
        IConversionOperation conversion => VariableIn(conversion.Operand),
        IAddressOfOperation address => VariableIn(address.Reference),
        IDeclarationExpressionOperation declaration => VariableIn(declaration.Expression),
        ILocalReferenceOperation { Local.RefKind: RefKind.None } local => local.Local,
        _ => null,
    };

    /// <summary>Whether a variable surely has bytes that nobody zeroed: it has only been given fields, or was filled from memory. What cannot be known is not said.</summary>
    private bool HasForeignBytes(ILocalSymbol local, int depth)
    {
        bool hasValue = false;
        foreach (IOperation operation in _frame.OwnerOf(local).Body.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when Is(declarator.Symbol, local):
                    hasValue = true;
                    if (IsFromMemory(value, depth))
                        return true;
                    break;
                case ISimpleAssignmentOperation { IsRef: false } assignment when VariableIn(assignment.Target) is { } target && Is(target, local):
                    hasValue = true;
                    if (IsFromMemory(assignment.Value, depth))
                        return true;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call } argument when VariableIn(argument.Value) is { } passed && Is(passed, local):
                    if (IsFilled(call, argument))
                        return true;
                    hasValue |= argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref;
                    break;
            }
        }
        return !hasValue;
    }

    private static bool IsFilled(IInvocationOperation call, IArgumentOperation argument)
    {
        if (KnownNames.FindAttribute(call.TargetMethod, "KernelHelperAttribute") is { ConstructorArguments: [{ Value: int helper }] })
            return s_readHelpers.Contains(helper);
        return argument.Parameter?.RefKind == RefKind.Out
            && (call.TargetMethod.ContainingType.ToDisplayString() == "System.Runtime.CompilerServices.Unsafe" || KnownNames.IsApi(call.TargetMethod.ContainingType, "Bpf"));
    }

    /// <summary>Whether a value is memory taken for a struct, gaps and all.</summary>
    private bool IsFromMemory(IOperation value, int depth)
    {
        const int deepest = 8;
        while (value is IConversionOperation { OperatorMethod: null } or IFieldReferenceOperation { Instance: not null } or IWithOperation)
        {
            value = value switch
            {
                IConversionOperation conversion => conversion.Operand,
                IWithOperation with => with.Operand,
                _ => ((IFieldReferenceOperation)value).Instance!,
            };
        }
        return value switch
        {
            ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } => depth < deepest && Shapes.Of(local.Type) is StructShape && HasForeignBytes(local, depth + 1),
            IInvocationOperation call => call.TargetMethod.ContainingType.ToDisplayString() is "System.Runtime.CompilerServices.Unsafe" or "System.Runtime.InteropServices.MemoryMarshal",
            { Kind: OperationKind.None, Syntax: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PointerIndirectionExpression } or ElementAccessExpressionSyntax } => true,
            { Kind: OperationKind.None, Syntax: MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.PointerMemberAccessExpression } } => true,
            _ => false,
        };
    }
}
