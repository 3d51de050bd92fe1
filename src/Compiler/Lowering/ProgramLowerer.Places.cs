using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Variables: finding them, reading them, writing them.</summary>
partial class ProgramLowerer
{
    /// <summary>Finds the variable an expression names; null after an error or where the expression is only a value.</summary>
    private Place? TryLowerPlace(IOperation operation)
    {
        if (operation.ConstantValue.HasValue)
            return null; // a constant is a value, however it is named
        switch (operation)
        {
            case ILocalReferenceOperation { IsDeclaration: true } declared:
                DeclareLocal(declared.Local, declared);
                return PlaceOf(declared.Local, operation);
            case ILocalReferenceOperation local:
                return PlaceOf(local.Local, operation);
            case IParameterReferenceOperation parameter:
                return PlaceOf(parameter.Parameter, operation);
            case IFieldReferenceOperation field:
                return LowerField(field);
            case IPropertyReferenceOperation property:
                return LowerPropertyPlace(property);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return _frame.This;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }:
                return _initialized;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput }:
                return _patternInput;
            case IDeclarationExpressionOperation declaration:
                return LowerDeclaration(declaration);
            case IInlineArrayAccessOperation access:
                return LowerInlineArrayElement(access);
            case IArrayElementReferenceOperation access:
                return LowerArrayElement(access);
            case IImplicitIndexerReferenceOperation access:
                return LowerImplicitIndexer(access);
            case IConditionalAccessInstanceOperation:
                return _conditionalReceiver;
            case IConditionalOperation { IsRef: true } conditional:
                return LowerReferenceConditional(conditional);
            case IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } call:
                return LowerReferenceCall(call);
            case ISimpleAssignmentOperation { IsRef: true } assignment:
                LowerReferenceAssignment(assignment);
                return TryLowerPlace(assignment.Target);
            case { Kind: OperationKind.None }:
                return LowerPointerPlace(operation);
            default:
                return null;
        }
    }

    /// <summary>The variable an expression names; where it is a mere value, a temporary that holds it.</summary>
    private Place LowerPlace(IOperation operation)
    {
        if (TryLowerPlace(operation) is { } place)
            return place;
        if (operation.Type is not { } type || !CheckType(type, operation))
            return PoisonPlace(operation.Type);
        MemoryPlace temporary = NewTemporary(type, "temporary");
        LowerInto(operation, temporary);
        return temporary;
    }

    private Place? PlaceOf(ISymbol symbol, IOperation operation)
    {
        switch (_frame.Find(symbol))
        {
            case PlaceVariable variable:
                return variable.Place;
            case ReferenceVariable reference:
                return new MemoryPlace(_builder.Load(IrType.Pointer, reference.Holder, 8), reference.Type, reference.Align, MayBeNull: true);
            case SlotVariable slot:
                return new MemoryPlace(slot.Holder, TypeOf(operation)!, 8);
            case SpaceVariable space:
                return new MemoryPlace(space.Holder, TypeOf(operation)!, 8);
            case MapVariable:
                ReportUnsupported(operation, "a map can only be used through its members");
                return PoisonPlace(null);
            default:
                // Behind an error its declaration may not have been reached, and one error is enough.
                if (!_context.Diagnostics.HasErrors)
                    ReportUnsupported(operation, "a local function that is called before the variable's declaration cannot use it; declare it further up");
                return PoisonPlace(operation.Type);
        }
    }

    private Place? LowerDeclaration(IDeclarationExpressionOperation declaration)
    {
        if (declaration.Expression is not ILocalReferenceOperation local)
        {
            ReportUnsupported(declaration, "it declares more than one variable; use a statement of its own");
            return PoisonPlace(declaration.Type);
        }
        DeclareLocal(local.Local, declaration);
        return PlaceOf(local.Local, local);
    }

    /// <summary>Gives a local its storage. Its value is set by what follows: C# lets nobody read it before.</summary>
    private bool DeclareLocal(ILocalSymbol local, IOperation operation)
    {
        if (!CheckType(local.Type, operation))
        {
            _frame.Declare(local, new PlaceVariable(PoisonPlace(local.Type)));
            return false;
        }
        if (KnownNames.IsApi(local.Type, Space))
        {
            _frame.Declare(local, NewSpace(local.Name));
            return true;
        }
        if (Shapes.Of(local.Type) is SlotShape slot)
        {
            _frame.Declare(local, new SlotVariable(NewHeldSlot(local.Name), slot.Record));
            return true;
        }
        MemoryPlace place = NewTemporary(local.Type, local.Name);
        _context.Declarations[(IrLocal)place.Base] = local.Locations[0];
        _frame.Declare(local, new PlaceVariable(place));
        return true;
    }

    private Place LowerField(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (reference.Instance is null)
            return StaticField(reference) ?? PoisonPlace(field.Type);
        if (reference.Instance.Type is { IsReferenceType: true })
        {
            Report(LanguageDiagnostics.InstanceState, reference, field.Name, field.Name);
            return PoisonPlace(field.Type);
        }
        CheckRegisters(field.ContainingType, reference.Syntax.GetLocation());
        return IsRefused(reference.Instance) ? PoisonPlace(field.Type) : FieldOf(LowerPlace(reference.Instance), field, reference);
    }

    /// <summary>Whether an expression is part of a global that was reported where it is declared.</summary>
    private bool IsRefused(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Instance: { } instance } => IsRefused(instance),
        IPropertyReferenceOperation property => _context.Bound.IsRefused(property.Property),
        _ => false,
    };

    /// <summary>A field of a struct that is somewhere.</summary>
    private Place FieldOf(Place instance, IFieldSymbol field, IOperation operation)
    {
        if (Shapes.Of(instance.Type) is not StructShape shape || shape.Layout.Find(field) is not { } place)
        {
            if (CheckType(instance.Type, operation))
                ReportUnsupported(operation, $"'{field.Name}' is not a field with a place of its own");
            return PoisonPlace(field.Type);
        }
        switch (instance)
        {
            case MemoryPlace memory when place.IsReference:
                return new MemoryPlace(
                    _builder.Load(IrType.Pointer, _builder.Offset(CheckedAddress(memory), place.Offset), 8), Resolve(place.Field.Type), Shapes.Of(place.Field.Type).Align, MayBeNull: true);
            case MemoryPlace memory:
                return memory with { Type = place.Field.Type, Align = AlignAt(memory.Align, place.Offset), Offset = memory.Offset + place.Offset };
            case KernelPlace pointer when KnownNames.IsApi(instance.Type, "KernelPointer"):
                return pointer with { Type = place.Field.Type }; // it is the pointer
            case KernelPlace { Record: null } when DebugTypeMap.KernelName(instance.Type) is "":
                Report(MemoryDiagnostics.NamelessType, operation, ConstructNames.Excerpt(operation), instance.Type.ToDisplayString());
                return PoisonPlace(field.Type);
            case KernelPlace kernel when kernel.Record is not null || DebugTypeMap.KernelName(kernel.Type) is not null:
                return kernel with
                {
                    Record = kernel.Record ?? (DebugRecord)_context.DebugTypes.Of(kernel.Type),
                    Steps = kernel.Steps.Add(CoreStep.Member(_context.DebugTypes.MemberIndex(kernel.Type, shape.Layout, place))),
                    Type = place.Field.Type,
                    IsBitfield = KnownNames.FindAttribute(field, "KernelBitfieldAttribute") is not null,
                };
            case KernelPlace kernel:
                return kernel with { Base = _builder.Offset(kernel.Base, place.Offset), Type = place.Field.Type };
            case MapElementPlace element:
                // A copy of the whole would touch the timer or the lock in it; a field of it is read at once.
                if (_context.Bound.HasValueFields && ValueFields.Any(element.Type, Shapes))
                    return FieldOf(LookUpOrTrap(element.Map, element.Key) with { IsReadOnly = true }, field, operation);
                // C# does not let a field of an indexer's result be assigned, so a copy is what it means.
                MemoryPlace copy = NewTemporary(element.Type, "element");
                CopyInto(element, copy, operation);
                return FieldOf(copy, field, operation);
            case PropertyPlace property:
                return FieldOf(GetProperty(property, operation), field, operation);
            default:
                throw new InvalidOperationException($"a place of kind {instance.GetType().Name} has no fields");
        }
    }

    private static int AlignAt(int align, long offset)
    {
        while (align > 1 && offset % align != 0)
            align /= 2;
        return align;
    }

    /// <summary>The address of memory that is about to be accessed; traps where C# would throw for a null reference.</summary>
    private IrValue CheckedAddress(MemoryPlace place)
    {
        if (place.MayBeNull)
            TrapUnless(_builder.IsNotNull(place.Base), TrapReasons.NullReference);
        return _builder.Offset(place.Base, place.Offset);
    }

    private IrValue LoadPlace(Place place, IOperation operation)
    {
        TypeShape shape = Shapes.Of(place.Type);
        switch (place)
        {
            case MemoryPlace memory:
                return LoadMemory(memory, shape);
            case KernelPlace kernel:
                return LoadKernel(kernel, shape);
            case MapElementPlace element:
                return LoadMemory(LookUpOrTrap(element.Map, element.Key), shape);
            case PropertyPlace property:
                return LoadMemory(GetProperty(property, operation), shape);
            default:
                return Unsupported(operation, "it has no value");
        }
    }

    private IrValue LoadMemory(MemoryPlace place, TypeShape shape)
    {
        IrValue address = CheckedAddress(place);
        return shape switch
        {
            IntegerShape integer => FromMemory(_builder.Load(integer.Memory, address, Math.Min(place.Align, integer.Size), place.IsVolatile), integer),
            PointerShape or SlotShape => _builder.Load(IrType.Pointer, address, Math.Min(place.Align, 8), place.IsVolatile),
            _ => IrBuilder.Constant(IrType.I64, 0), // structs are copied, not loaded; others were reported
        };
    }

    private IrValue FromMemory(IrValue value, IntegerShape shape) =>
        shape.IsBool ? _builder.Compare(IrComparison.NotEqual, value, IrBuilder.Constant(IrType.I8, 0)) : value;

    private IrValue ToMemory(IrValue value, TypeShape shape) =>
        shape is IntegerShape { IsBool: true } ? _builder.Resize(value, IrType.I8, signExtend: false) : value;

    /// <summary>Stores a register value.</summary>
    private void StorePlace(Place place, IrValue value, IOperation operation)
    {
        TypeShape shape = Shapes.Of(place.Type);
        switch (place)
        {
            case MemoryPlace { IsReadOnly: true }:
                Report(MemoryDiagnostics.ReadOnlyGlobal, operation, ConstructNames.Excerpt(operation));
                break;
            case MemoryPlace memory:
                _builder.Store(ToMemory(value, shape), CheckedAddress(memory), Math.Min(memory.Align, shape.Align), memory.IsVolatile);
                break;
            case KernelPlace:
                Report(MemoryDiagnostics.KernelWrite, operation, ConstructNames.Excerpt(operation));
                break;
            case MapElementPlace element:
                MemoryPlace temporary = NewTemporary(element.Type, "value");
                StorePlace(temporary, value, operation);
                StoreElement(element, temporary);
                break;
            case PropertyPlace property:
                MemoryPlace argument = NewTemporary(property.Type, "value");
                StorePlace(argument, value, operation);
                SetProperty(property, argument, operation);
                break;
        }
    }

    /// <summary>Copies the whole value of one place to memory.</summary>
    private void CopyInto(Place source, MemoryPlace destination, IOperation operation)
    {
        TypeShape shape = Shapes.Of(destination.Type);
        if (shape is not StructShape)
        {
            StorePlace(destination, LoadPlace(source, operation), operation);
            return;
        }
        if (!CheckCopy(source, destination, operation))
            return;
        switch (source)
        {
            case MemoryPlace memory:
                IrValue from = CheckedAddress(memory);
                _builder.Copy(CheckedAddress(destination), from, shape.Size, Math.Min(memory.Align, destination.Align));
                break;
            case KernelPlace kernel when DebugTypeMap.KernelName(kernel.Type) is not null:
                CopyFields(kernel, destination, ((StructShape)shape).Layout, operation);
                break;
            case KernelPlace kernel:
                ReadKernel(kernel, CheckedAddress(destination), shape.Size);
                break;
            case PropertyPlace property:
                CopyInto(GetProperty(property, operation), destination, operation);
                break;
            case MapElementPlace element:
                MemoryPlace found = LookUpOrTrap(element.Map, element.Key);
                _builder.Copy(CheckedAddress(destination), found.Base, shape.Size, Math.Min(found.Align, destination.Align));
                break;
        }
    }
}
