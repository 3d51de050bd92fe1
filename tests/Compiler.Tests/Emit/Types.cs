using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Tests.Emit;

/// <summary>C types that the hand-made modules use.</summary>
internal static class Types
{
    public static readonly DebugInt Int = new("int", 4, DebugEncoding.Signed);
    public static readonly DebugInt UInt = new("unsigned int", 4, DebugEncoding.Unsigned);
    public static readonly DebugInt Long = new("long", 8, DebugEncoding.Signed);
    public static readonly DebugInt ULong = new("unsigned long", 8, DebugEncoding.Unsigned);
    public static readonly DebugInt Byte = new("unsigned char", 1, DebugEncoding.UnsignedChar);
    public static readonly DebugInt Char = new("char", 1, DebugEncoding.SignedChar);
    public static readonly DebugInt Bool = new("_Bool", 1, DebugEncoding.Boolean);
    public static readonly DebugPointer VoidPointer = new(DebugVoid.Instance);

    /// <summary>A record whose members follow each other with C's padding.</summary>
    public static DebugRecord Struct(string name, params (string Name, DebugType Type)[] members)
    {
        var record = new DebugRecord(name, isUnion: false);
        Fill(record, members);
        return record;
    }

    public static DebugRecord Kernel(string name, params (string Name, DebugType Type)[] members)
    {
        var record = new DebugRecord(name, isUnion: false) { IsKernelType = true };
        Fill(record, members);
        return record;
    }

    public static DebugRecord Union(string name, params (string Name, DebugType Type)[] members)
    {
        var record = new DebugRecord(name, isUnion: true);
        foreach ((string member, DebugType type) in members)
        {
            record.Members.Add(new DebugMember(member, type, 0));
            record.Align = Math.Max(record.Align, AlignOf(type));
            record.Size = Math.Max(record.Size, SizeOf(type));
        }
        record.Size = (record.Size + record.Align - 1) / record.Align * record.Align;
        return record;
    }

    public static void Fill(DebugRecord record, params (string Name, DebugType Type)[] members)
    {
        int offset = 0;
        foreach ((string name, DebugType type) in members)
        {
            int align = AlignOf(type);
            record.Align = Math.Max(record.Align, align);
            offset = (offset + align - 1) / align * align;
            record.Members.Add(new DebugMember(name, type, offset * 8));
            offset += SizeOf(type);
        }
        record.Size = (offset + record.Align - 1) / record.Align * record.Align;
    }

    static int SizeOf(DebugType type) => BpfSharp.Compiler.Emit.DebugTypeSize.Of(type);

    static int AlignOf(DebugType type) => type switch
    {
        DebugRecord record => record.Align,
        DebugArray array => AlignOf(array.Element),
        DebugTypedef alias => AlignOf(alias.Target),
        _ => SizeOf(type),
    };
}
