using System.Runtime.CompilerServices;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Values that live in memory: each is built where it is wanted.</summary>
partial class ProgramLowerer
{
    // What the members of the object initializer being lowered belong to.
    private Place? _initialized;

    /// <summary>Evaluates an expression of any type into memory that nothing else names yet.</summary>
    private void LowerInto(IOperation operation, MemoryPlace destination)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        SourceSpan before = Locate(operation);
        if (operation.Type is { } type && !CheckType(type, operation))
        {
            // Reported; the destination keeps what it has.
        }
        else if (Shapes.Of(destination.Type) is StructShape)
        {
            LowerStruct(operation, destination);
        }
        else
        {
            IrValue value = LowerValue(operation);
            StorePlace(destination, value, operation);
        }
        _builder.Span = before;
    }

    private void LowerStruct(IOperation operation, MemoryPlace destination)
    {
        if (SpanElement(destination.Type) is not null && TryLowerSpan(operation) is { } span)
        {
            StoreSpan(span, destination);
            return;
        }
        if (NullableValue(destination.Type) is not null && TryLowerNullableInto(operation, destination))
            return;
        switch (operation)
        {
            case IConversionOperation { OperatorMethod: { } method } conversion:
                LowerOperatorInto(method, destination, conversion.Operand);
                break;
            case IConversionOperation { Operand: ITupleOperation tuple } when Shapes.Of(destination.Type) is StructShape { Layout.Type.IsTupleType: true }:
                LowerTuple(tuple, destination);
                break;
            case IConversionOperation { Operand.Type.IsTupleType: true } conversion when Shapes.Of(destination.Type) is StructShape { Layout.Type.IsTupleType: true }:
                ConvertPlace(LowerPlace(conversion.Operand), destination, IsChecked(conversion), conversion);
                break;
            case IConversionOperation conversion when conversion.Operand.Type is null || Is(Resolve(conversion.Operand.Type), Resolve(destination.Type)):
                LowerStruct(conversion.Operand, destination);
                break;
            case IDefaultValueOperation:
                Clear(destination);
                break;
            case IThrowOperation @throw:
                LowerThrow(@throw);
                break;
            case IConversionOperation { Operand: IThrowOperation @throw }:
                LowerThrow(@throw);
                break;
            case ITupleOperation tuple:
                LowerTuple(tuple, destination);
                break;
            case ICoalesceOperation coalesce:
                LowerCoalesceInto(coalesce, destination);
                break;
            case ICoalesceAssignmentOperation coalesce:
                CopyInto(LowerCoalesceAssignment(coalesce), destination, coalesce);
                break;
            case ICompoundAssignmentOperation compound:
                LowerCompoundInto(compound, destination);
                break;
            case IIncrementOrDecrementOperation increment:
                LowerIncrementInto(increment, destination);
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr, OperatorMethod: not null } logical:
                LowerLogicalInto(logical, destination);
                break;
            case IObjectCreationOperation creation:
                LowerCreation(creation, destination);
                break;
            case IWithOperation with:
                LowerInto(with.Operand, destination);
                LowerInitializer(with.Initializer, destination);
                break;
            case IConditionalOperation { WhenFalse: not null, IsRef: false } conditional:
                LowerBranches(conditional.Condition, () => LowerInto(conditional.WhenTrue, destination), () => LowerInto(conditional.WhenFalse!, destination));
                break;
            case ISwitchExpressionOperation switchExpression:
                LowerSwitchExpressionInto(switchExpression, destination);
                break;
            case IBinaryOperation { OperatorMethod: { } method, OperatorKind: not (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr) } binary:
                LowerOperatorInto(method, destination, binary.LeftOperand, binary.RightOperand);
                break;
            case IUnaryOperation { OperatorMethod: { } method } unary:
                LowerOperatorInto(method, destination, unary.Operand);
                break;
            case ISimpleAssignmentOperation { IsRef: false } assignment:
                CopyInto(LowerStructAssignment(assignment), destination, assignment);
                break;
            case IFunctionPointerInvocationOperation call:
                InlinePointer(call, destination);
                break;
            case IInvocationOperation { TargetMethod: { ReturnsByRef: false, ReturnsByRefReadonly: false } } call:
                LowerCallInto(call, destination);
                break;
            case IPropertyReferenceOperation property when TryLowerPropertyInto(property, destination):
                break;
            case var _ when TryLowerPlace(operation) is { } place:
                CopyInto(place, destination, operation);
                break;
            default:
                ReportUnsupported(operation, "it is not supported yet");
                break;
        }
    }

    private void Clear(MemoryPlace destination)
    {
        TypeShape shape = Shapes.Of(destination.Type);
        _builder.Clear(CheckedAddress(destination), shape.Size, destination.Align);
    }

    /// <summary>
    /// Assigns a struct and returns where its value is. The new value is built in place only in variables that nobody
    /// else can see: it may be computed from the old one, and a trap half-way must not leave half of it, also for 'finally'.
    /// </summary>
    private MemoryPlace LowerStructAssignment(ISimpleAssignmentOperation assignment)
    {
        bool isFresh = IsFreshRecord(assignment.Target);
        Place? target = assignment.Target is IDiscardOperation ? null : LowerTarget(assignment.Target);
        if (target is MemoryPlace { IsReadOnly: false } own
            && (IsWrittenAtOnce(assignment.Value) || (_finallies.Count == 0 && IsOwn(assignment.Target) && IsPrivate(assignment.Target) && !MayRead(assignment.Value, assignment.Target))))
        {
            if (isFresh && assignment.Value is IObjectCreationOperation creation)
                LowerCreation(creation, own, isClear: true);
            else
                LowerInto(assignment.Value, own);
            return own;
        }
        MemoryPlace value = NewTemporary(assignment.Value.Type!, "value");
        LowerInto(assignment.Value, value);
        switch (target)
        {
            case MemoryPlace { IsReadOnly: false } memory:
                CopyInto(value, memory, assignment);
                break;
            case MapElementPlace element:
                StoreElement(element, value);
                break;
            case PropertyPlace property:
                SetProperty(property, value, assignment.Target);
                break;
            case not null:
                StorePlace(target, IrBuilder.Constant(IrType.I64, 0), assignment.Target); // reports why it cannot be written
                break;
        }
        return value;
    }

    /// <summary>Whether a value comes from one helper call that writes all of it and reads none of the program's memory.</summary>
    private static bool IsWrittenAtOnce(IOperation value) =>
        value is IPropertyReferenceOperation property && KnownNames.IsApi(property.Property.ContainingType, "Bpf");

    /// <summary>Whether a variable belongs to this function, and is not one that a callback or local function shares with its caller.</summary>
    private bool IsOwn(IOperation target) => RootOf(target) is not { } root || _frame.OwnerOf(root).Entry == _entry;

    /// <summary>Whether a variable is the program's alone until it says otherwise: on its stack, or a record not yet submitted.</summary>
    private bool IsPrivate(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local.RefKind == RefKind.None,
        IParameterReferenceOperation parameter => parameter.Parameter.RefKind == RefKind.None,
        IFieldReferenceOperation { Instance: { } instance } => IsPrivate(instance),
        IPropertyReferenceOperation property => SlotOf(property.Instance) is not null,
        _ => false,
    };

    /// <summary>
    /// Whether computing a value may read the private variable it is assigned to: by its own name, or by a reference,
    /// a pointer or a call. Errs on the side of yes.
    /// </summary>
    private bool MayRead(IOperation value, IOperation target)
    {
        ISymbol? root = RootOf(target);
        return value.DescendantsAndSelf().Any(part => part switch
        {
            { Type.IsRefLikeType: true } => true, // a span may lie over it
            ILocalReferenceOperation local => local.Local.RefKind != RefKind.None || root is not null && Is(local.Local, root),
            IParameterReferenceOperation parameter => parameter.Parameter.RefKind != RefKind.None || root is not null && Is(parameter.Parameter, root),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type.IsValueType: true } => true,
            IPropertyReferenceOperation property => RunsCode(property),
            IInvocationOperation call => !KnownNames.IsApi(call.TargetMethod.ContainingType, "Bpf"),
            { Kind: OperationKind.None, Type: not null } => !IsKernelMemory(part, out _),
            _ => false,
        });
    }

    private static ISymbol? RootOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: { } instance } => RootOf(instance),
        IPropertyReferenceOperation { Instance: { } slot } => RootOf(slot),
        _ => null,
    };

    /// <summary>Whether reading a property is more than reading a variable, a map or a helper's result.</summary>
    private bool RunsCode(IPropertyReferenceOperation property) =>
        !KnownNames.IsApi(property.Property.ContainingType, "Bpf")
        && !KnownNames.IsApi(property.Property.ContainingType, "RingBufferSlot")
        && !MapKinds.IsMap(property.Instance?.Type)
        && _context.Bound.FindGlobal(property.Property) is null
        && _context.Bound.FindMap(property.Property) is null
        && BackingField(property.Property) is null;

    /// <summary>Whether a record is still as it was reserved: all zero. Only where no loop can come back to it.</summary>
    private bool IsFreshRecord(IOperation target)
    {
        if (target is not IPropertyReferenceOperation property || SlotOf(property.Instance)?.Freshness is not { } reserved)
            return false;
        return reserved.Frame == _frame && reserved.LoopDepth == _loopDepth && !_frame.Body.Descendants().Any(part => part is ILabeledOperation);
    }

    private IrValue LowerValueCreation(IObjectCreationOperation creation)
    {
        if (IsUserPointer(creation.Type))
            return LowerUserPointerCreation(creation);
        // 'new int()' is its zero.
        if (creation.Arguments.IsEmpty && creation.Initializer is null && creation.Type is { } type && Shapes.Of(type) is IntegerShape)
            return Poison(type);
        return Unsupported(creation, "it is not supported yet");
    }

    /// <param name="isClear">Whether the destination is known to be all zero.</param>
    private void LowerCreation(IObjectCreationOperation creation, MemoryPlace destination, bool isClear = false)
    {
        if (!isClear)
            Clear(destination);
        if (creation.Constructor is { IsImplicitlyDeclared: false } constructor && CheckContainer(constructor, creation))
        {
            if (_context.BodyOf(constructor) is IConstructorBodyOperation body)
            {
                if (body.Initializer is null)
                    LowerInitializersOf(Resolved(constructor), destination, creation);
                InlineCall(Resolved(constructor), body, destination, creation.Arguments, result: null, creation);
            }
            else if (IsPrimaryConstructor(constructor))
            {
                RunPrimaryConstructor(Resolved(constructor), destination, creation.Arguments, creation);
            }
            else
            {
                Report(Diagnostics.LanguageDiagnostics.Call, creation, constructor.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), ReasonFor(constructor));
            }
        }
        if (creation.Initializer is { } initializer)
            LowerInitializer(initializer, destination);
    }

    private IMethodSymbol Resolved(IMethodSymbol method) => _frame.Types.Resolve(method) ?? method;

    /// <summary>Runs the initialisers in an activation of their own, as they run before the constructor's variables exist.</summary>
    private void LowerInitializersOf(IMethodSymbol constructor, MemoryPlace destination, IOperation creation)
    {
        Frame caller = _frame;
        _frame = NewFrame(constructor, creation, destination, result: null);
        LowerFieldInitializers(constructor.ContainingType, destination);
        _frame = caller;
    }

    /// <summary>What the fields and auto-properties of a struct are declared with; runs before the constructor's body.</summary>
    private void LowerFieldInitializers(INamedTypeSymbol type, MemoryPlace destination)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false } field)
                continue;
            EqualsValueClauseSyntax? initializer = (field.AssociatedSymbol ?? field).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
            {
                VariableDeclaratorSyntax declarator => declarator.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                _ => null,
            };
            if (initializer is not null
                && _context.ModelOf(initializer.SyntaxTree).GetOperation(initializer, _context.Cancellation) is ISymbolInitializerOperation { Value: var value }
                && FieldOf(destination, field, value) is MemoryPlace place)
            {
                LowerInto(value, place);
            }
        }
    }

    private void LowerInitializer(IObjectOrCollectionInitializerOperation initializer, Place target)
    {
        Place? outer = _initialized;
        _initialized = target;
        foreach (IOperation member in initializer.Initializers)
        {
            switch (member)
            {
                case ISimpleAssignmentOperation assignment:
                    LowerMemberInitializer(assignment);
                    break;
                case IMemberInitializerOperation nested:
                    LowerInitializer(nested.Initializer, LowerPlace(nested.InitializedMember));
                    break;
                case IInvocationOperation add:
                    LowerEffect(add);
                    break;
                default:
                    ReportUnsupported(member, "collection initialisers are not supported yet");
                    break;
            }
        }
        _initialized = outer;
    }

    private void LowerMemberInitializer(ISimpleAssignmentOperation assignment)
    {
        SourceSpan before = Locate(assignment);
        Place member = LowerTarget(assignment.Target);
        // The value does not see the object under construction: its own initializers have another target.
        Place? target = _initialized;
        _initialized = null;
        if (member is MemoryPlace memory)
        {
            LowerInto(assignment.Value, memory);
        }
        else if (member is PropertyPlace property)
        {
            MemoryPlace value = NewTemporary(property.Type, "value");
            LowerInto(assignment.Value, value);
            SetProperty(property, value, assignment.Target);
        }
        else
        {
            ReportUnsupported(assignment, "the member has no place of its own");
        }
        _initialized = target;
        _builder.Span = before;
    }
}
