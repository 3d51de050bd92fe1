using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>
/// Reads a map's attributes from the type of its variable: each member of the struct is an attribute. Numbers are
/// lengths of arrays (<c>int (*type)[1]</c>), types are what the member points to.
/// </summary>
internal ref struct MapDefinition(BtfTypes types, string name)
{
    const uint ProgramArray = 3, ArrayOfMaps = 12, HashOfMaps = 13;

    uint? _type, _maxEntries, _keySize, _valueSize, _flags, _numaNode, _pinning;
    ulong _extra;
    int _keyType, _valueType;
    MapSpec? _inner;

    /// <param name="typeId">The variable's type, or what the inner map's member points to.</param>
    /// <param name="index">The map's place in the object; -1 for an inner map.</param>
    /// <param name="isInner">Inner maps have none of their own and are not pinned.</param>
    public MapSpec Read(int typeId, int index, bool isInner)
    {
        var definition = types.SkipModifiers(typeId);
        if (definition.Kind != BtfKind.Struct) throw Fail($"is of type {types.Describe(definition.Id)}, not a struct of attributes");
        for (int i = 0; i < definition.Count; i++) ReadAttribute(definition.Member(i), isInner);
        if (_type is null or 0) throw Fail("has no type");
        return new MapSpec
        {
            Name = name,
            Index = index,
            Type = _type.Value,
            KeySize = _keySize ?? 0,
            ValueSize = _valueSize ?? 0,
            MaxEntries = _maxEntries ?? 0,
            Flags = _flags ?? 0,
            KeyTypeId = _keyType,
            ValueTypeId = _valueType,
            InnerMap = _inner,
            Pinning = _pinning ?? 0,
            NumaNode = _numaNode ?? 0,
            MapExtra = _extra,
        };
    }

    void ReadAttribute(BtfMember member, bool isInner)
    {
        string attribute = types.TextAt(member.NameOffset);
        switch (attribute)
        {
            case "type": Set(ref _type, Number(member, attribute), attribute); break;
            case "max_entries": Set(ref _maxEntries, Number(member, attribute), attribute); break;
            case "map_flags": Set(ref _flags, Number(member, attribute), attribute); break;
            case "numa_node": Set(ref _numaNode, Number(member, attribute), attribute); break;
            case "key_size": Set(ref _keySize, Number(member, attribute), attribute); break;
            case "value_size": Set(ref _valueSize, Number(member, attribute), attribute); break;
            case "key": Set(ref _keySize, SizeOfTarget(member, attribute, out _keyType), attribute); break;
            case "value": Set(ref _valueSize, SizeOfTarget(member, attribute, out _valueType), attribute); break;
            case "map_extra": _extra = LongNumber(member, attribute); break;
            case "pinning" when !isInner:
                Set(ref _pinning, Number(member, attribute), attribute);
                if (_pinning > 1) throw Fail($"has the pinning {_pinning}, which is neither 0 nor 1 (by name)");
                break;
            case "values" when !isInner: ReadValues(member); break;
            default:
                throw Fail(isInner ? $"is inside of another map, so that it cannot have the attribute {attribute}" : $"has the attribute {attribute}, which is not known");
        }
    }

    /// <summary>What the slots hold: inner maps by their definition, or programs by their prototype.</summary>
    void ReadValues(BtfMember member)
    {
        var array = types.SkipModifiers(member.TypeId);
        if (array.Kind != BtfKind.Array) throw Fail("has values that are not an array");
        var pointer = types.SkipModifiers(array.ElementTypeId);
        if (pointer.Kind != BtfKind.Pointer) throw Fail("has values that are not an array of pointers");
        Set(ref _valueSize, 4, "values");
        if (_type == ProgramArray) return;
        if (_type is not (ArrayOfMaps or HashOfMaps)) throw Fail("has values, but is neither a program array nor a map of maps");
        _inner = new MapDefinition(types, name + ".inner").Read(pointer.TypeId, -1, isInner: true);
    }

    readonly uint Number(BtfMember member, string attribute)
    {
        var pointer = types.SkipModifiers(member.TypeId);
        if (pointer.Kind == BtfKind.Pointer)
        {
            var array = types[pointer.TypeId];
            if (array.Kind == BtfKind.Array) return array.ElementCount;
        }
        throw Fail($"has an attribute {attribute} that is not written as a pointer to an array of that length");
    }

    /// <summary>Numbers above 32 bits are the value of an enum's only enumerator.</summary>
    readonly ulong LongNumber(BtfMember member, string attribute)
    {
        var type = types.SkipModifiers(member.TypeId);
        return type.IsAnyEnum && type.Count == 1 ? type.Enumerator(0).Value : Number(member, attribute);
    }

    readonly uint SizeOfTarget(BtfMember member, string attribute, out int target)
    {
        var pointer = types[member.TypeId];
        if (pointer.Kind != BtfKind.Pointer) throw Fail($"has an attribute {attribute} that is not a pointer to a type");
        target = pointer.TypeId;
        long size = types.SizeOf(target);
        if (size < 0) throw Fail($"has a {attribute} of {types.Describe(target)}, which has no size");
        return (uint)size;
    }

    /// <summary>An attribute may come twice (<c>key</c> and <c>key_size</c>), but not with two values.</summary>
    readonly void Set(ref uint? field, uint value, string attribute)
    {
        if (field is uint before && before != value) throw Fail($"has two values for {attribute}: {before} and {value}");
        field = value;
    }

    readonly BpfObjectFormatException Fail(string what) => new($"The map {name} {what}", ".maps", -1, "Correct the map's definition, and build the object again.");
}
