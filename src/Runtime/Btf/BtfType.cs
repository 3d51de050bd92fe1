namespace BpfSharp.Btf;

/// <summary>A view of one type. References inside are ids of the set it was read from, or of a set on top of that.</summary>
internal readonly struct BtfType(BtfTypes owner, int id, int position, uint nameOffset, uint info, uint sizeOrType)
{
    const int TailStart = 12;

    public int Id => id;
    public uint NameOffset => nameOffset;
    public BtfKind Kind => (BtfKind)(info >> 24 & 0x1f);
    public int Count => (int)(info & 0xffff);

    /// <summary>The kind's flag bit: bitfields in a struct, a forward union, a signed enum.</summary>
    public bool Flag => (int)info < 0;
    public uint Size => sizeOrType;
    public int TypeId => (int)sizeOrType;
    public ReadOnlySpan<byte> Name => nameOffset == 0 ? default : owner.StringAt(nameOffset);
    public bool IsComposite => Kind is BtfKind.Struct or BtfKind.Union;
    public bool IsAnyEnum => Kind is BtfKind.Enum or BtfKind.Enum64;

    /// <summary>Passed over when asking what a type really is.</summary>
    public bool IsModifierOrTypedef => Kind is BtfKind.Typedef or BtfKind.Const or BtfKind.Volatile or BtfKind.Restrict or BtfKind.TypeTag;

    /// <summary>Int: bit 0 of the encoding is signed, 1 char, 2 bool.</summary>
    public uint IntEncoding => owner.ReadUInt32(position + TailStart) >> 24 & 0xf;
    public uint IntBitOffset => owner.ReadUInt32(position + TailStart) >> 16 & 0xff;

    /// <summary>Array: element type and count.</summary>
    public int ElementTypeId => (int)owner.ReadUInt32(position + TailStart);
    public uint ElementCount => owner.ReadUInt32(position + TailStart + 8);

    /// <summary>Variable: linkage (0 static, 1 global, 2 extern). Functions have theirs in <see cref="Count"/>.</summary>
    public uint VariableLinkage => owner.ReadUInt32(position + TailStart);

    /// <summary>A member of a struct or union.</summary>
    public BtfMember Member(int index)
    {
        int at = Entry(index, 12);
        uint offset = owner.ReadUInt32(at + 8);
        return Flag
            ? new(owner.ReadUInt32(at), (int)owner.ReadUInt32(at + 4), offset & 0xffffff, offset >> 24)
            : new(owner.ReadUInt32(at), (int)owner.ReadUInt32(at + 4), offset, 0);
    }

    /// <summary>Name offset and type of a prototype's parameter.</summary>
    public (uint NameOffset, int TypeId) Parameter(int index)
    {
        int at = Entry(index, 8);
        return (owner.ReadUInt32(at), (int)owner.ReadUInt32(at + 4));
    }

    /// <summary>Name offset and value of an enumerator, sign-extended as the kernel's own libraries do.</summary>
    public (uint NameOffset, ulong Value) Enumerator(int index)
    {
        if (Kind == BtfKind.Enum)
        {
            int at = Entry(index, 8);
            return (owner.ReadUInt32(at), (ulong)(int)owner.ReadUInt32(at + 4));
        }
        int wide = Entry(index, 12);
        return (owner.ReadUInt32(wide), owner.ReadUInt32(wide + 4) | (ulong)owner.ReadUInt32(wide + 8) << 32);
    }

    /// <summary>A variable of a data section.</summary>
    public (int TypeId, uint Offset, uint Size) SectionVariable(int index)
    {
        int at = Entry(index, 12);
        return ((int)owner.ReadUInt32(at), owner.ReadUInt32(at + 4), owner.ReadUInt32(at + 8));
    }

    public ReadOnlySpan<byte> StringAt(uint offset) => owner.StringAt(offset);

    int Entry(int index, int size) => (uint)index < (uint)Count
        ? position + TailStart + index * size
        : throw owner.Malformed($"Entry {index} of type {id} does not exist, it has {Count}", position);
}

/// <param name="NameOffset">0 for an anonymous member.</param>
/// <param name="TypeId">The member's type.</param>
/// <param name="BitOffset">Bits from the start of the struct.</param>
/// <param name="BitSize">For bitfields; 0 otherwise.</param>
internal readonly record struct BtfMember(uint NameOffset, int TypeId, uint BitOffset, uint BitSize);
