using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Works out what pointers point to: for a variable, what all its assignments agree on.</summary>
partial class ProgramLowerer
{
    private int _originDepth;

    private PointerOrigin OriginOf(IOperation operation)
    {
        switch (operation)
        {
            case { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation:
                return PointerOrigin.Null;
            case IConversionOperation conversion:
                return conversion.Operand.Type is IPointerTypeSymbol || conversion.Operand.ConstantValue is { HasValue: true, Value: null }
                    ? OriginOf(conversion.Operand)
                    : ByType(operation.Type);
            case ILocalReferenceOperation local:
                return OriginOfVariable(local.Local);
            case IParameterReferenceOperation parameter:
                return OriginOfVariable(parameter.Parameter);
            case IAddressOfOperation address:
                return OriginOfAddress(address.Reference);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return PointerOrigins.Meet(OriginOf(conditional.WhenTrue), OriginOf(whenFalse));
            case ISimpleAssignmentOperation assignment:
                return OriginOf(assignment.Value);
            case IBinaryOperation binary:
                IOperation pointer = binary.LeftOperand.Type is IPointerTypeSymbol ? binary.LeftOperand : binary.RightOperand;
                return AfterArithmetic(OriginOf(pointer));
            case IIncrementOrDecrementOperation increment:
                return AfterArithmetic(OriginOf(increment.Target));
            case ICompoundAssignmentOperation compound:
                return AfterArithmetic(OriginOf(compound.Target));
            case IInvocationOperation { TargetMethod: var helper } when KnownNames.FindAttribute(helper, "KernelHelperAttribute") is not null:
                return ByType(operation.Type) == PointerOrigin.Kernel ? PointerOrigin.Kernel : PointerOrigin.Own;
            case IPropertyReferenceOperation { Property: { Name: "Address", ContainingType: var user } } when IsUserPointer(user):
                return PointerOrigin.User;
            case IFieldReferenceOperation { Field: var marked } when IsUserMemory(marked):
                return PointerOrigin.User;
            case IFieldReferenceOperation { Field.IsFixedSizeBuffer: true } buffer:
                return OriginOfAddress(buffer); // its value is the address of its first element
            case IFieldReferenceOperation { Instance: { } instance } field when IsKernelMemory(instance, out PointerOrigin origin):
                // A field of a trusted record that points to another kernel type is trusted in turn.
                return DebugTypeMap.KernelName(PointedAt(field.Field.Type)) is not null ? origin : PointerOrigin.Kernel;
            case IInvocationOperation { TargetMethod: { Name: "ThisCpu" or "PerCpu", ContainingType: var bpf } } call when KnownNames.IsApi(bpf, "Bpf"):
                // What is behind a number's address is readable memory; the rest is as good as an argument.
                return DebugTypeMap.KernelName(PointedAt(call.Type!)) is null ? PointerOrigin.Own : PointerOrigin.Trusted;
            case IInvocationOperation { Type: IPointerTypeSymbol { PointedAtType: var result }, TargetMethod: var target } when _context.Bound.FindKernelFunction(target) is not null:
                return DebugTypeMap.KernelName(result) is null ? PointerOrigin.Own : PointerOrigin.Trusted;
            case IPropertyReferenceOperation { Property: var property } when IsReferenceValue(property):
                return PointerOrigin.Trusted;
            case IPropertyReferenceOperation when FindSymbol(operation) is { } symbol:
                return DebugTypeMap.KernelName(PointedAt(symbol.Type)) is null ? PointerOrigin.Kernel : PointerOrigin.Trusted;
            default:
                return ByType(operation.Type);
        }
    }

    // A moved pointer is no longer one the verifier knows the type of.
    private static PointerOrigin AfterArithmetic(PointerOrigin origin) => origin == PointerOrigin.Trusted ? PointerOrigin.Kernel : origin;

    private static ITypeSymbol PointedAt(ITypeSymbol type) => type is IPointerTypeSymbol pointer ? pointer.PointedAtType : type;

    /// <summary>Without other knowledge, a pointer to a kernel type is one into the kernel.</summary>
    private static PointerOrigin ByType(ITypeSymbol? type) =>
        type is IPointerTypeSymbol pointer && DebugTypeMap.KernelName(pointer.PointedAtType) is not null ? PointerOrigin.Kernel : PointerOrigin.Unknown;

    private PointerOrigin OriginOfAddress(IOperation reference) =>
        IsKernelMemory(reference, out _) ? PointerOrigin.Kernel : PointerOrigin.Own;

    /// <summary>Whether an expression names kernel memory, and how it may be read.</summary>
    private bool IsKernelMemory(IOperation reference, out PointerOrigin origin)
    {
        while (true)
        {
            switch (reference)
            {
                case IFieldReferenceOperation { Instance: { } instance }:
                    reference = instance;
                    continue;
                case IInlineArrayAccessOperation access:
                    reference = access.Instance;
                    continue;
                case { Kind: OperationKind.None }:
                    IOperation? pointer = reference.ChildOperations.FirstOrDefault();
                    origin = pointer?.Type is IPointerTypeSymbol ? OriginOf(pointer) : PointerOrigin.Unknown;
                    return origin is PointerOrigin.Trusted or PointerOrigin.Kernel;
                default:
                    origin = PointerOrigin.Own;
                    return false;
            }
        }
    }

    private PointerOrigin OriginOfVariable(ISymbol symbol)
    {
        Frame owner = _frame.OwnerOf(symbol);
        if (owner.Origins.TryGetValue(symbol, out PointerOrigin known))
            return known;

        // Parameters start with what the caller passes; a variable assigned from itself adds nothing to the rest.
        PointerOrigin origin = owner.PassedOrigins.TryGetValue(symbol, out PointerOrigin passed) ? passed : PointerOrigin.Null;
        owner.Origins[symbol] = origin;
        _originDepth++;
        Frame current = _frame;
        _frame = owner;
        foreach (IOperation operation in owner.Body.Descendants())
        {
            IOperation? assigned = operation switch
            {
                IVariableDeclaratorOperation declarator when Is(declarator.Symbol, symbol) =>
                    declarator.Initializer?.Value ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer?.Value,
                ISimpleAssignmentOperation assignment when IsVariable(assignment.Target, symbol) => assignment.Value,
                IIncrementOrDecrementOperation step when IsVariable(step.Target, symbol) => step,
                ICompoundAssignmentOperation compound when IsVariable(compound.Target, symbol) => compound,
                IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument when IsVariable(argument.Value, symbol) => argument.Value,
                IDeconstructionAssignmentOperation or IForEachLoopOperation when AssignsVariable(operation, symbol) => operation,
                _ => null,
            };
            if (assigned is null)
                continue;
            PointerOrigin other = operation is IDeconstructionAssignmentOperation or IForEachLoopOperation ? PointerOrigin.Unknown : operation is IArgumentOperation ? ByType(assigned.Type) : OriginOf(assigned);
            origin = PointerOrigins.Meet(origin, other);
            owner.Origins[symbol] = origin;
        }
        _frame = current;
        // Inside a cycle the answer rests on an unfinished one, so only the outermost is kept.
        if (--_originDepth > 0)
            owner.Origins.Remove(symbol);
        return origin;
    }

    private static bool IsVariable(IOperation operation, ISymbol symbol) => operation switch
    {
        ILocalReferenceOperation local => Is(local.Local, symbol),
        IParameterReferenceOperation parameter => Is(parameter.Parameter, symbol),
        IDeclarationExpressionOperation declaration => IsVariable(declaration.Expression, symbol),
        _ => false,
    };

    private static bool IsUserMemory(ISymbol symbol) => KnownNames.FindAttribute(symbol, "UserMemoryAttribute") is not null;

    /// <summary>Reports a pointer that is read by the wrong helper: user memory as the kernel's, or the other way round.</summary>
    private void CheckMemory(IOperation pointer, bool isUser)
    {
        PointerOrigin origin = OriginOf(pointer);
        if (isUser && origin is PointerOrigin.Own or PointerOrigin.Trusted or PointerOrigin.Kernel && KnowsMemory(pointer))
            Report(MemoryDiagnostics.OtherMemory, pointer, ConstructNames.Excerpt(pointer), "not an address of the calling process", "read it directly, or with Bpf.ReadKernel");
        else if (!isUser && origin == PointerOrigin.User)
            Report(MemoryDiagnostics.OtherMemory, pointer, ConstructNames.Excerpt(pointer), "an address of the calling process", "read it with Bpf.TryReadUser");
    }

    /// <summary>
    /// A field of a kernel type may hold any pointer, user space's too, and so may an argument of a function. What is known is
    /// where an address was taken of something.
    /// </summary>
    private static bool KnowsMemory(IOperation pointer)
    {
        while (pointer is IConversionOperation conversion)
            pointer = conversion.Operand;
        return pointer is IAddressOfOperation || pointer.Type is IPointerTypeSymbol { PointedAtType: var target } && DebugTypeMap.KernelName(target) is not null;
    }

    private static bool Is(ISymbol a, ISymbol b) => SymbolEqualityComparer.Default.Equals(a, b);
}
