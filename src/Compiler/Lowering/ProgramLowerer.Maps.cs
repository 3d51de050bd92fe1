using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Hash and array maps.</summary>
partial class ProgramLowerer
{
    // include/uapi/linux/bpf.h: flags of bpf_map_update_elem.
    private const long UpdateAny = 0, UpdateNoExist = 1, UpdateExist = 2;

    /// <summary>The map an expression names at build time: a property of the object, or a variable that stands for one.</summary>
    private BoundMap? FindMap(IOperation? operation) => operation switch
    {
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } property => _context.Bound.FindMap(property.Property),
        IParameterReferenceOperation parameter => (_frame.Find(parameter.Parameter) as MapVariable)?.Map,
        ILocalReferenceOperation local => (_frame.Find(local.Local) as MapVariable)?.Map,
        IConversionOperation { OperatorMethod: null } conversion => FindMap(conversion.Operand),
        _ => null,
    };

    private BoundMap? RequireMap(IOperation? instance, IOperation operation)
    {
        BoundMap? map = FindMap(instance);
        if (map is null)
            ReportUnsupported(operation, "which map is meant must be known at build time: use a map property of this BPF object");
        return map;
    }

    /// <summary>A member call on a hash or array map; null when the member has no meaning in the kernel.</summary>
    private IrValue? LowerMapCall(IInvocationOperation call, BoundMap map)
    {
        System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments = call.Arguments;
        switch (map.Kind.Family, call.TargetMethod.Name)
        {
            case (MapFamily.Hash or MapFamily.Trie, "TryGetValue"):
                return LowerTryGetValue(map, arguments[0].Value, arguments[1].Value, call);
            case (MapFamily.Hash or MapFamily.Trie, "ContainsKey"):
                return _builder.IsNotNull(LookUp(map, LowerKey(map, arguments[0].Value)));
            case (MapFamily.Hash or MapFamily.Array, "ForEach"):
                return LowerForEachElement(call, map);
            case (MapFamily.Hash, "TryAdd"):
                return LowerUpdate(map, call, UpdateNoExist);
            case (MapFamily.Hash, "TryUpdate"):
                return LowerUpdate(map, call, UpdateExist);
            case (MapFamily.Hash or MapFamily.Trie, "TrySet"):
                return LowerUpdate(map, call, UpdateAny);
            case (MapFamily.Hash or MapFamily.Trie, "Remove") when arguments.Length == 1:
                IrValue removed = _builder.Helper(BpfHelper.MapDeleteElement, IrType.I64, MapAddress(map), LowerKey(map, arguments[0].Value));
                return _builder.Compare(IrComparison.Equal, removed, IrBuilder.Constant(IrType.I64, 0));
            case (MapFamily.Hash, "Remove") when arguments.Length == 2:
                return LowerTakeElement(map, call);
            default:
                return null;
        }
    }

    private MemoryPlace LowerMapReference(IInvocationOperation call, BoundMap map)
    {
        if (call.TargetMethod.Name == "GetValueRefOrNullRef" && map.Kind.Family is MapFamily.Hash or MapFamily.Trie or MapFamily.Array)
            return ValuePlace(map, LookUp(map, LowerKey(map, call.Arguments[0].Value)), mayBeNull: true);
        if (map.Kind.Family == MapFamily.Storage)
            return LowerStorageReference(call, map);
        ReportUserSide(call, call.TargetMethod);
        return PoisonPlace(call.Type);
    }

    private void ReportUserSide(IOperation operation, ISymbol member) =>
        Report(LanguageDiagnostics.UserSideMember, operation, member.ContainingType.Name + "." + member.Name, "");

    private Place LowerMapIndexer(IPropertyReferenceOperation reference)
    {
        if (!reference.Property.IsIndexer)
        {
            ReportUserSide(reference, reference.Property);
            return PoisonPlace(reference.Type);
        }
        if (RequireMap(reference.Instance, reference) is not { } map)
            return PoisonPlace(reference.Type);
        return new MapElementPlace(map, LowerKey(map, reference.Arguments[0].Value), map.Value);
    }

    /// <summary>Looks an array's element up once, for operations that read and write it.</summary>
    private Place Pin(Place place) =>
        place is MapElementPlace { Map.Kind.Family: MapFamily.Array } element ? LookUpOrTrap(element.Map, element.Key) : place;

    private void StoreElement(MapElementPlace element, MemoryPlace value)
    {
        // The kernel leaves timers and locks in the element alone.
        if (element.Map.Kind.Family != MapFamily.Array || (_context.Bound.HasValueFields && ValueFields.Any(element.Type, Shapes)))
        {
            UpdateOrTrap(element.Map, element.Key, value.Base);
            return;
        }
        TypeShape shape = Shapes.Of(element.Type);
        MemoryPlace found = LookUpOrTrap(element.Map, element.Key);
        _builder.Copy(found.Base, value.Base, shape.Size, Math.Min(found.Align, value.Align));
    }

    /// <summary>
    /// Puts a key into memory of its own. A variable whose address reaches a helper is no longer tracked by the
    /// verifier, so a loop counter used as a key would make its loop unbounded.
    /// </summary>
    private IrValue LowerKey(BoundMap map, IOperation key)
    {
        if (OwnMemory(key) is { } variable)
            return variable.Base;
        ITypeSymbol type = map.Key ?? _context.Compilation.GetSpecialType(SpecialType.System_Int32);
        MemoryPlace place = NewTemporary(type, "key");
        LowerCompared(key, place);
        return place.Base;
    }

    /// <summary>
    /// The memory of a variable that never changes: no helper writes to a key, so it can be the key itself, stored once
    /// for all map calls. Null for structs, whose padding holds anything.
    /// </summary>
    private MemoryPlace? OwnMemory(IOperation key)
    {
        ISymbol? variable = key switch
        {
            ILocalReferenceOperation { Local: { RefKind: RefKind.None } local } => local,
            IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } => parameter,
            _ => null,
        };
        return variable is not null && _frame.Find(variable) is PlaceVariable { Place: MemoryPlace { Base: IrLocal, Offset: 0 } place }
            && Shapes.Of(place.Type) is not StructShape && IsNeverChanged(variable) ? place : null;
    }

    /// <summary>Whether a variable keeps its first value: nothing else assigns it or can reach it.</summary>
    private bool IsNeverChanged(ISymbol variable) => IsNeverChangedIn(_frame.OwnerOf(variable).Body, variable);

    private static bool AssignsVariable(IOperation operation, ISymbol variable) => operation switch
    {
        IDeconstructionAssignmentOperation deconstruction => deconstruction.Target.DescendantsAndSelf().Any(part => IsVariable(part, variable)),
        IForEachLoopOperation loop => loop.LoopControlVariable.DescendantsAndSelf().Any(part => IsVariable(part, variable)),
        ISimpleAssignmentOperation { IsRef: true } moved => RefersTo(moved, variable),
        IAssignmentOperation assignment => IsVariable(assignment.Target, variable),
        IIncrementOrDecrementOperation step => IsVariable(step.Target, variable),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => IsVariable(argument.Value, variable),
        IAddressOfOperation address => IsVariable(address.Reference, variable),
        IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None, Initializer: { } initializer } => RefersTo(initializer.Value, variable),
        _ => false,
    };

    /// <summary>Whether a reference may be one to a variable, which lets it be written through that: <c>r = ref s</c>.</summary>
    private static bool RefersTo(IOperation reference, ISymbol variable) => reference switch
    {
        IConditionalOperation choice => RefersTo(choice.WhenTrue, variable) || (choice.WhenFalse is { } other && RefersTo(other, variable)),
        ISimpleAssignmentOperation { IsRef: true } moved => RefersTo(moved.Target, variable) || RefersTo(moved.Value, variable),
        _ => IsVariable(reference, variable),
    };

    private IrValue MapAddress(BoundMap map) =>
        map.Holder is { } holder ? _builder.Load(IrType.Pointer, holder, 8) : new IrMapAddress(map.Ir);

    private IrValue LookUp(BoundMap map, IrValue key) =>
        _builder.Helper(BpfHelper.MapLookupElement, IrType.Pointer, MapAddress(map), key);

    private MemoryPlace LookUpOrTrap(BoundMap map, IrValue key)
    {
        IrValue value = LookUp(map, key);
        TrapUnless(_builder.IsNotNull(value), map.Kind.Family == MapFamily.Array ? TrapReasons.IndexOutOfRange : TrapReasons.KeyNotFound);
        return ValuePlace(map, value, mayBeNull: false);
    }

    // kernel/bpf/hashtab.c, arraymap.c: values are aligned to eight bytes.
    private static MemoryPlace ValuePlace(BoundMap map, IrValue address, bool mayBeNull) => new(address, map.Value, 8, mayBeNull);

    private IrValue Update(BoundMap map, IrValue key, IrValue value, long flags) =>
        _builder.Compare(
            IrComparison.Equal,
            _builder.Helper(BpfHelper.MapUpdateElement, IrType.I64, MapAddress(map), key, value, IrBuilder.Constant(IrType.I64, flags)),
            IrBuilder.Constant(IrType.I64, 0));

    private void UpdateOrTrap(BoundMap map, IrValue key, IrValue value) =>
        TrapUnless(Update(map, key, value, UpdateAny), TrapReasons.MapUpdateFailed);

    private IrValue LowerUpdate(BoundMap map, IInvocationOperation call, long flags)
    {
        IrValue key = LowerKey(map, call.Arguments[0].Value);
        MemoryPlace value = NewTemporary(map.Value, "value");
        if (Shapes.Of(map.Value) is StructShape)
            Clear(value);
        LowerInto(call.Arguments[1].Value, value);
        return Update(map, key, value.Base, flags);
    }

    private IrValue LowerTryGetValue(BoundMap map, IOperation key, IOperation target, IOperation operation) =>
        LowerTryGetValue(map, LowerKey(map, key), target, operation);

    /// <summary>Reads an element and removes it. The kernel has no helper that does both, so another may change it in between.</summary>
    private IrValue LowerTakeElement(BoundMap map, IInvocationOperation call)
    {
        IrValue key = LowerKey(map, call.Arguments[0].Value);
        IrValue isFound = LowerTryGetValue(map, key, call.Arguments[1].Value, call);
        IrValue isRemoved = IsZero(_builder.Helper(BpfHelper.MapDeleteElement, IrType.I64, MapAddress(map), key));
        return _builder.Binary(IrBinaryOperator.And, isFound, isRemoved);
    }

    private IrValue LowerTryGetValue(BoundMap map, IrValue key, IOperation target, IOperation operation)
    {
        IrValue found = LookUp(map, key);
        IrValue isFound = _builder.IsNotNull(found);
        if (target is IDiscardOperation)
            return isFound;
        if (TryLowerPlace(target) is not MemoryPlace { IsReadOnly: false } destination)
            return Unsupported(target, "the value can only be put into a variable");
        IrBlock copy = new IrBlock("found"), miss = new IrBlock("missing"), end = new IrBlock("end");
        _builder.Branch(isFound, copy, miss);
        _builder.Enter(copy);
        CopyInto(ValuePlace(map, found, mayBeNull: false), destination, operation);
        _builder.Branch(end);
        _builder.Enter(miss);
        Clear(destination);
        _builder.Branch(end);
        _builder.Enter(end);
        return isFound;
    }
}
