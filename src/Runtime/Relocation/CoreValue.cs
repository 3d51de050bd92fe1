using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>The answer to one question about one set of types.</summary>
/// <param name="Value">The number for the instruction.</param>
/// <param name="Size">For field offsets: bytes a load of the field takes; 0 for bitfields, which have no one answer.</param>
/// <param name="TypeId">For field offsets: the field's type; 0 for bitfields.</param>
/// <param name="IsExact">False where compilers may rightly differ from us, so that the instruction need not agree.</param>
/// <param name="Problem">Why there is no answer; null when there is.</param>
internal readonly record struct CoreValue(ulong Value, uint Size = 0, int TypeId = 0, bool IsExact = true, string? Problem = null)
{
    const uint WidestLoad = 8;

    static CoreValue Fail(string problem) => new(0, Problem: problem);

    /// <summary>Computes the answer.</summary>
    /// <param name="kind">The question.</param>
    /// <param name="types">The types it is about: the object's own, or the kernel's.</param>
    /// <param name="path">What it is about; null when the kernel does not have it.</param>
    public static CoreValue Compute(CoreKind kind, BtfTypes types, AccessPath? path) => kind switch
    {
        CoreKind.FieldExists or CoreKind.EnumeratorExists or CoreKind.TypeExists or CoreKind.TypeMatches => new(path is null ? 0u : 1u),
        CoreKind.TypeIdTarget => new((uint)(path?.RootTypeId ?? 0), IsExact: false),
        CoreKind.TypeSize when path is null => new(0),
        _ when path is null => Fail("the kernel does not have it"),
        CoreKind.TypeSize => SizeOf(types, path.RootTypeId),
        CoreKind.EnumeratorValue => new(types[path.Steps[0].TypeId].Enumerator(path.Steps[0].Index).Value),
        _ when path.Steps[^1].IsMember => Member(kind, types, path),
        _ => Element(kind, types, path),
    };

    static CoreValue SizeOf(BtfTypes types, int id)
    {
        long size = types.SizeOf(id);
        return size < 0 ? Fail($"{types.Describe(id)} has no size") : new((ulong)size);
    }

    static CoreValue Element(CoreKind kind, BtfTypes types, AccessPath path) => kind switch
    {
        CoreKind.FieldByteOffset => Offset(types, path.BitOffset / 8, path.Steps[^1].TypeId),
        CoreKind.FieldByteSize => SizeOf(types, path.Steps[^1].TypeId),
        _ => Fail($"an array element has no {kind.Describe()}"),
    };

    static CoreValue Member(CoreKind kind, BtfTypes types, AccessPath path)
    {
        var step = path.Steps[^1];
        var member = types[step.TypeId].Member(step.Index);
        var type = types.SkipModifiers(member.TypeId);
        if (kind == CoreKind.FieldSigned)
            return new((type.IsAnyEnum && type.Flag) || (type.Kind == BtfKind.Int && (type.IntEncoding & 1) != 0) ? 1u : 0u);
        bool isBitfield = member.BitSize > 0;
        uint byteOffset, byteSize, bitSize = member.BitSize;
        if (isBitfield)
        {
            if (!PlaceBitfield(type.Size, path.BitOffset, bitSize, out byteOffset, out byteSize)) return Fail("no single load can read the bitfield");
        }
        else
        {
            long size = types.SizeOf(type.Id);
            if (size < 0) return Fail($"{types.Describe(type.Id)} has no size");
            (byteOffset, byteSize) = (path.BitOffset / 8, (uint)size);
            bitSize = byteSize * 8;
        }
        return kind switch
        {
            CoreKind.FieldByteOffset when isBitfield => new(byteOffset, IsExact: false),
            CoreKind.FieldByteOffset => Offset(types, byteOffset, type.Id),
            CoreKind.FieldByteSize => new(byteSize, IsExact: !isBitfield),
            CoreKind.FieldLeftShift => new(64 - (path.BitOffset + bitSize - byteOffset * 8), IsExact: !isBitfield),
            CoreKind.FieldRightShift => new(64 - bitSize),
            _ => Fail($"the relocation kind {(uint)kind} is not known"),
        };
    }

    /// <summary>A field's offset, with the size of a load: that of an element where the field is an array.</summary>
    static CoreValue Offset(BtfTypes types, uint byteOffset, int typeId)
    {
        var element = types.SkipModifiers(typeId);
        for (int depth = 0; element.Kind == BtfKind.Array; depth++)
        {
            if (depth > AccessPath.MaximumDepth) return Fail("the array has too many dimensions");
            element = types.SkipModifiers(element.ElementTypeId);
        }
        long size = types.SizeOf(element.Id);
        return size < 0 ? Fail($"{types.Describe(element.Id)} has no size") : new(byteOffset, (uint)size, typeId);
    }

    /// <summary>The narrowest aligned load, from the declared type's width upwards, that has all of a bitfield.</summary>
    static bool PlaceBitfield(uint declared, uint bitOffset, uint bitSize, out uint byteOffset, out uint byteSize)
    {
        byteOffset = 0;
        for (byteSize = declared; byteSize is 1 or 2 or 4 or WidestLoad; byteSize *= 2)
        {
            byteOffset = bitOffset / 8 / byteSize * byteSize;
            if (bitOffset + bitSize - byteOffset * 8 <= byteSize * 8) return true;
        }
        return false;
    }
}
