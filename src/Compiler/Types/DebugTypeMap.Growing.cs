using BpfSharp.Compiler.Emit;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Types;

/// <summary>
/// Types of the reference assembly have all their fields, and through them lead to nearly all types of the kernel. An object
/// describes those that its programs use, as if they alone had been declared.
/// </summary>
partial class DebugTypeMap
{
    private readonly List<DebugRecord> _growing = [];

    /// <summary>The place of a field among the described ones of its struct, which has it from now on.</summary>
    public int MemberIndex(ITypeSymbol type, StructLayout layout, FieldPlace place)
    {
        if (!KernelAssembly.Has(type) || Of(type) is not DebugRecord record)
            return layout.Fields.IndexOf(place);
        string name = MemberName(place.Field);
        int index = record.Members.FindIndex(member => member.Name == name);
        if (index >= 0)
            return index;
        DebugType fieldType = TypeOf(place);
        record.Members.Add(new DebugMember(name, fieldType, 0));
        return record.Members.Count - 1;
    }

    /// <summary>Lays out what has grown, once all of it is known: fields in the order of their first use.</summary>
    public void Complete()
    {
        HashSet<DebugRecord> done = [];
        foreach (DebugRecord record in _growing)
            LayOut(record, done);
    }

    private DebugRecord Grow(DebugRecord record)
    {
        _growing.Add(record);
        return record;
    }

    private void LayOut(DebugRecord record, HashSet<DebugRecord> done)
    {
        if (!done.Add(record))
            return;
        int end = 0, align = 1;
        for (int index = 0; index < record.Members.Count; index++)
        {
            DebugMember member = record.Members[index];
            int memberAlign = AlignOf(member.Type, done);
            int offset = record.IsUnion ? 0 : AlignUp(end, memberAlign);
            record.Members[index] = member with { OffsetBits = offset * 8 };
            end = Math.Max(end, offset + DebugTypeSize.Of(member.Type));
            align = Math.Max(align, memberAlign);
        }
        record.Size = AlignUp(end, align);
        record.Align = align;
    }

    private int AlignOf(DebugType type, HashSet<DebugRecord> done)
    {
        switch (DebugTypeSize.Strip(type))
        {
            case DebugArray array:
                return AlignOf(array.Element, done);
            case DebugRecord record:
                if (_growing.Contains(record))
                    LayOut(record, done);
                return Math.Max(record.Align, 1);
            case var scalar:
                return Math.Max(DebugTypeSize.Of(scalar), 1);
        }
    }

    private static int AlignUp(int value, int align) => (value + align - 1) / align * align;
}
