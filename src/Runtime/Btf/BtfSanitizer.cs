using System.Buffers.Binary;

namespace BpfSharp.Btf;

/// <summary>
/// Rewrites BTF for kernels that do not know all of it. Each record is replaced by one that takes as many bytes;
/// what it meant is lost, but the kernel needs it for nothing then.
/// </summary>
internal readonly ref struct BtfSanitizer
{
    readonly BtfTypes _types;
    readonly BtfFeatures _features;
    readonly byte[] _copy;
    readonly int _shift;
    readonly int _placeholder;

    public BtfSanitizer(BtfTypes types, BtfFeatures features)
    {
        _types = types;
        _features = features;
        // Enumerators of 64 bits become members; those need a type with a size.
        bool needsPlaceholder = Lacks(BtfFeatures.Enum64) && FindName(BtfKind.Enum64) != 0;
        _placeholder = types.EndId;
        _copy = needsPlaceholder
            ? types.Append([FindName(BtfKind.Enum64), (uint)BtfKind.Int << 24, 1, 8])
            : types.ToBytes();
        _shift = types.TypesStart - BtfTypes.MinimumHeader;
    }

    bool Lacks(BtfFeatures feature) => (_features & feature) == 0;

    public byte[] Run()
    {
        new KernelNames(_types, _copy).Fix();
        for (int id = _types.FirstId; id < _types.EndId; id++)
        {
            var type = _types[id];
            var record = _copy.AsSpan(_types.PositionOf(id) - _shift);
            switch (type.Kind)
            {
                case BtfKind.Variable when Lacks(BtfFeatures.DataSections):
                case BtfKind.DeclarationTag when Lacks(BtfFeatures.DeclarationTags):
                    Write(record, BtfKind.Int, 0, 1); // one byte: never more than the variable has
                    BinaryPrimitives.WriteUInt32LittleEndian(record[12..], 8);
                    break;
                case BtfKind.DataSection when Lacks(BtfFeatures.DataSections):
                    ReplaceSection(type, record);
                    break;
                case BtfKind.FunctionPrototype when Lacks(BtfFeatures.Functions):
                    ReplacePrototype(type, record);
                    break;
                case BtfKind.Function when Lacks(BtfFeatures.Functions):
                    Write(record, BtfKind.Typedef, 0, type.Size);
                    break;
                case BtfKind.Function when Lacks(BtfFeatures.GlobalFunctions):
                    Write(record, BtfKind.Function, 0, type.Size);
                    break;
                case BtfKind.Float when Lacks(BtfFeatures.Float):
                    WriteName(record, 0); // "float" is not a name for a struct
                    Write(record, BtfKind.Struct, 0, type.Size);
                    break;
                case BtfKind.TypeTag when Lacks(BtfFeatures.TypeTags):
                    WriteName(record, 0);
                    Write(record, BtfKind.Const, 0, type.Size);
                    break;
                case BtfKind.Enum when Lacks(BtfFeatures.Enum64):
                    Write(record, BtfKind.Enum, type.Count, type.Size); // without the flag for signedness
                    break;
                case BtfKind.Enum64 when Lacks(BtfFeatures.Enum64):
                    ReplaceEnum64(type, record);
                    break;
                case BtfKind.Array when IsTooLarge(type):
                    BinaryPrimitives.WriteUInt32LittleEndian(record[20..], 1);
                    break;
                default:
                    break;
            }
        }
        return _copy;
    }

    /// <summary>
    /// Map definitions write a number as the length of an array of ints. The kernel, for which they mean nothing, still
    /// wants the array to have less than 4 GiB, and half of that is more than any real one has.
    /// </summary>
    bool IsTooLarge(BtfType array) => _types.SizeOf(array.Id) < 0 && _types.SizeOf(array.ElementTypeId) > 0;

    /// <summary>A section's variables become a struct's members. Its name has a dot, which structs cannot have.</summary>
    void ReplaceSection(BtfType type, Span<byte> record)
    {
        Write(record, BtfKind.Struct, type.Count, type.Size);
        WriteName(record, 0);
        for (int i = 0; i < type.Count; i++)
        {
            var (variable, offset, _) = type.SectionVariable(i);
            var member = record[(12 + 12 * i)..];
            BinaryPrimitives.WriteUInt32LittleEndian(member, _types[variable].NameOffset);
            BinaryPrimitives.WriteInt32LittleEndian(member[4..], variable);
            BinaryPrimitives.WriteUInt32LittleEndian(member[8..], offset * 8);
        }
    }

    /// <summary>Parameters become enumerators, which need names where parameters do not. Any identifier will do.</summary>
    void ReplacePrototype(BtfType type, Span<byte> record)
    {
        Write(record, BtfKind.Enum, type.Count, 4);
        uint name = 0;
        foreach (var kind in (ReadOnlySpan<BtfKind>)[BtfKind.Function, BtfKind.Typedef, BtfKind.Struct])
            if (name == 0) name = FindName(kind);
        for (int i = 0; i < type.Count; i++)
            if (type.Parameter(i).NameOffset == 0) WriteName(record[(12 + 8 * i)..], name);
    }

    void ReplaceEnum64(BtfType type, Span<byte> record)
    {
        Write(record, BtfKind.Union, type.Count, type.Size);
        for (int i = 0; i < type.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(record[(12 + 12 * i + 4)..], _placeholder);
            BinaryPrimitives.WriteUInt32LittleEndian(record[(12 + 12 * i + 8)..], 0);
        }
    }

    uint FindName(BtfKind kind)
    {
        for (int id = _types.FirstId; id < _types.EndId; id++)
        {
            var type = _types[id];
            if (type.Kind != kind) continue;
            if (type.NameOffset != 0) return type.NameOffset;
            if (kind == BtfKind.Enum64 && type.Count > 0) return type.Enumerator(0).NameOffset;
        }
        return 0;
    }

    static void WriteName(Span<byte> record, uint name) => BinaryPrimitives.WriteUInt32LittleEndian(record, name);

    static void Write(Span<byte> record, BtfKind kind, int count, uint sizeOrType)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)kind << 24 | (uint)count);
        BinaryPrimitives.WriteUInt32LittleEndian(record[8..], sizeOrType);
    }
}
