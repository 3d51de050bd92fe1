using System.Buffers.Binary;
using BpfSharp.Btf;

namespace BpfSharp.Sys;

/// <summary>Which kinds of type the kernel takes in a program's BTF, tried with one tiny blob each.</summary>
internal static unsafe class BtfProbes
{
    private const int StringA = 1, StringSection = 3, StringTask = 8, StringTag = 20;
    private const uint SignedInt = 1u << 24 | 32;

    private static readonly byte[] Strings = "\0a\0.bss\0task_struct\0kptr\0"u8.ToArray();
    private static readonly Lazy<BtfFeatures> Found = new(Probe);

    public static BtfFeatures Features => Found.Value;

    public static bool CanLoadInt() => CanLoad([.. Int()]);

    /// <summary>Whether a kind of local storage exists: such maps must have types, and have no capacity.</summary>
    public static bool CanCreateStorage(BpfMapType type)
    {
        using var types = Load([.. Int()]);
        if (types is null)
            return false;
        var attribute = new MapCreateAttribute
        {
            Type = (uint)type, KeySize = 4, ValueSize = 4, Flags = (uint)BpfMapFlags.NoPreallocation,
            BtfFd = (uint)types.Fd, BtfKeyTypeId = 1, BtfValueTypeId = 1,
        };
        using var handle = BpfSyscall.Open(BpfCommand.MapCreate, ref attribute, out _);
        return handle is not null;
    }

    /// <summary>
    /// Whether elements of maps can keep references. Their tag is older (5.19), and meant pointers that keep nothing alive; local storages take
    /// it since the release in which it means what it does (kernel/bpf/syscall.c, map_check_btf).
    /// </summary>
    public static bool CanKeepReferences()
    {
        // struct task_struct; struct { struct task_struct __kptr *a; }
        using var types = Load([.. Int(), .. Record(StringTask, BtfKind.Struct, 0, 0), .. Record(StringTag, BtfKind.TypeTag, 0, 2), .. Record(0, BtfKind.Pointer, 0, 3), .. Record(StringA, BtfKind.Struct, 1, 8), StringA, 4, 0]);
        if (types is null)
            return false;
        var attribute = new MapCreateAttribute
        {
            Type = (uint)BpfMapType.TaskStorage, KeySize = 4, ValueSize = 8, Flags = (uint)BpfMapFlags.NoPreallocation, BtfFd = (uint)types.Fd, BtfKeyTypeId = 1, BtfValueTypeId = 5,
        };
        using var handle = BpfSyscall.Open(BpfCommand.MapCreate, ref attribute, out _);
        return handle is not null;
    }

    private static BtfFeatures Probe()
    {
        var features = BtfFeatures.None;
        if (CanLoad([.. Int(), .. Record(0, BtfKind.FunctionPrototype, 0, 0), .. Record(StringA, BtfKind.Function, 0, 2)]))
            features |= BtfFeatures.Functions;
        // VAR (global) and a DATASEC that holds it.
        if (CanLoad([.. Int(), .. Record(StringA, BtfKind.Variable, 0, 1), 1, .. Record(StringSection, BtfKind.DataSection, 1, 4), 2, 0, 4]))
            features |= BtfFeatures.DataSections;
        if (CanLoad([.. Int(), .. Record(0, BtfKind.FunctionPrototype, 0, 0), .. Record(StringA, BtfKind.Function, 1, 2)]))
            features |= BtfFeatures.GlobalFunctions;
        if (CanLoad([.. Record(StringA, BtfKind.Float, 0, 4)]))
            features |= BtfFeatures.Float;
        if (CanLoad([.. Int(), .. Record(StringA, BtfKind.Variable, 0, 1), 1, .. Record(StringA, BtfKind.DeclarationTag, 0, 2), uint.MaxValue]))
            features |= BtfFeatures.DeclarationTags;
        if (CanLoad([.. Int(), .. Record(StringA, BtfKind.TypeTag, 0, 1), .. Record(0, BtfKind.Pointer, 0, 2)]))
            features |= BtfFeatures.TypeTags;
        if (CanLoad([.. Record(0, BtfKind.Enum64, 1, 8), StringA, 0, 0]))
            features |= BtfFeatures.Enum64;
        return features;
    }

    private static uint[] Int() => [.. Record(StringA, BtfKind.Int, 0, 4), SignedInt];

    private static uint[] Record(uint name, BtfKind kind, uint count, uint sizeOrType) => [name, (uint)kind << 24 | count, sizeOrType];

    private static bool CanLoad(uint[] types)
    {
        using var handle = Load(types);
        return handle is not null;
    }

    private static FileHandle? Load(uint[] types)
    {
        const int headerSize = 24;
        byte[] blob = new byte[headerSize + (types.Length * 4) + Strings.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(blob, 0xEB9F);
        blob[2] = 1;
        ReadOnlySpan<uint> sizes = [headerSize, 0, (uint)types.Length * 4, (uint)types.Length * 4, (uint)Strings.Length];
        for (int index = 0; index < sizes.Length; index++)
            BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(4 + (index * 4)), sizes[index]);
        for (int index = 0; index < types.Length; index++)
            BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(headerSize + (index * 4)), types[index]);
        Strings.CopyTo(blob, headerSize + (types.Length * 4));
        fixed (byte* bytes = blob)
        {
            var attribute = new BtfLoadAttribute { Btf = (ulong)bytes, BtfSize = (uint)blob.Length };
            return BpfSyscall.Open(BpfCommand.BtfLoad, ref attribute, out _);
        }
    }
}
