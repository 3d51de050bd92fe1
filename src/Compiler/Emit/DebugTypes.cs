using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>Turns types into metadata nodes, from which the backend makes BTF.</summary>
internal sealed class DebugTypes(MetadataWriter metadata)
{
    readonly Dictionary<DebugType, string> references = [];
    readonly Dictionary<DebugEnum, string> wideEnums = [];

    /// <summary>The node of a type, <c>null</c> for void.</summary>
    public string Reference(DebugType type)
    {
        if (references.TryGetValue(type, out string? reference))
            return reference;
        if (type is DebugRecord record)
            return Record(record);
        reference = type switch
        {
            DebugVoid => "null",
            DebugInt integer => Int(integer.Name, integer.Size, Encoding(integer.Encoding)),
            DebugPointer pointer => metadata.Add($"!DIDerivedType(tag: DW_TAG_pointer_type, baseType: {Reference(pointer.Target)}, size: 64{Tag(pointer.Tag)})"),
            DebugArray array => Array(array),
            DebugTypedef alias => Typedef(alias.Name, Reference(alias.Target)),
            DebugEnum enumeration => Enum(enumeration),
            DebugFunctionType function => Function(function.ReturnType, function.Parameters.Select(p => p.Type)),
            _ => throw new NotSupportedException($"The debug type {type.GetType().Name} cannot be described in BTF."),
        };
        references.Add(type, reference);
        return reference;
    }

    /// <summary>The node of an enum whose values are relocated: an enum even where plain uses are described otherwise.</summary>
    public string RelocatedEnum(DebugEnum type)
    {
        if (type.Size <= 4)
            return Reference(type);
        if (!wideEnums.TryGetValue(type, out string? reference))
            wideEnums.Add(type, reference = EnumNode(type));
        return reference;
    }

    public string Function(DebugType returnType, IEnumerable<DebugType> parameters)
    {
        var node = new StringBuilder("!DISubroutineType(types: !{").Append(Reference(returnType));
        foreach (DebugType parameter in parameters)
            node.Append(", ").Append(Reference(parameter));
        return metadata.Add(node.Append("})").ToString());
    }

    /// <summary>An array of no length, <c>T[]</c>.</summary>
    public string EmptyArray(string element) =>
        metadata.Add($"!DICompositeType(tag: DW_TAG_array_type, baseType: {element}, elements: !{{!DISubrange(count: -1)}})");

    /// <summary>An <c>int (*)[count]</c>: how BTF-defined maps spell a number.</summary>
    public string NumberPointer(uint count)
    {
        // The kernel refuses arrays of 4 GiB and more, used or not; readers of the number do not look at the element.
        bool fits = count <= uint.MaxValue / 4;
        string element = fits ? Int("int", 4, "signed") : Int("char", 1, "signed_char");
        var node = new StringBuilder("!DICompositeType(tag: DW_TAG_array_type, baseType: ").Append(element).Append(", size: ")
            .AppendNumber(count * (fits ? 32L : 8L)).Append(", elements: !{!DISubrange(count: ").AppendNumber(count).Append(")})");
        return Pointer(metadata.Add(node.ToString()));
    }

    public string Pointer(string target) => metadata.Add($"!DIDerivedType(tag: DW_TAG_pointer_type, baseType: {target}, size: 64)");

    static string Tag(string? tag) => tag is null ? "" : $", annotations: !{{!{{!\"btf_type_tag\", !\"{tag}\"}}}}";

    string Int(string name, int size, string encoding) =>
        metadata.Add(new StringBuilder("!DIBasicType(name: ").AppendQuoted(name).Append(", size: ").AppendNumber(size * 8L)
            .Append(", encoding: DW_ATE_").Append(encoding).Append(')').ToString());

    string Typedef(string name, string target) =>
        metadata.Add($"!DIDerivedType(tag: DW_TAG_typedef, name: \"{BtfNames.ToIdentifier(name)}\", baseType: {target})");

    string Array(DebugArray array)
    {
        // An array of arrays is one node with several dimensions: CO-RE chains only match in that form.
        var dimensions = new StringBuilder();
        DebugType element = array;
        while (element is DebugArray inner)
        {
            dimensions.Append(dimensions.Length == 0 ? "" : ", ").Append("!DISubrange(count: ").AppendNumber(inner.Length).Append(')');
            element = inner.Element;
        }
        var node = new StringBuilder("!DICompositeType(tag: DW_TAG_array_type, baseType: ").Append(Reference(element)).Append(", size: ")
            .AppendNumber(DebugTypeSize.Of(array) * 8L).Append(", elements: !{").Append(dimensions).Append("})");
        return metadata.Add(node.ToString());
    }

    string Enum(DebugEnum type)
    {
        // BTF's 64-bit enums exist since Linux 6.0 only, so plain uses of one are an integer with the enum's name.
        if (type.Size <= 4)
            return EnumNode(type);
        string name = type.IsSigned ? "long" : "unsigned long";
        return Typedef(type.Name, Int(name, type.Size, type.IsSigned ? "signed" : "unsigned"));
    }

    string EnumNode(DebugEnum type)
    {
        // A signed enum sets a flag in BTF that kernels before 6.0 refuse. Nothing but a printed -1 depends on it, so
        // only the 64-bit ones, which are as new, have it.
        bool signed = type.Size > 4 && type.IsSigned;
        var node = new StringBuilder("distinct !DICompositeType(tag: DW_TAG_enumeration_type");
        if (type.Name.Length != 0 && !type.IsTypedef)
            node.Append(", name: \"").Append(BtfNames.ToIdentifier(type.Name)).Append('"');
        node.Append(", baseType: ").Append(Int(type.Size switch
        {
            1 => "unsigned char",
            2 => "unsigned short",
            4 => "unsigned int",
            _ => signed ? "long" : "unsigned long",
        }, type.Size, signed ? "signed" : "unsigned"));
        node.Append(", size: ").AppendNumber(type.Size * 8L).Append(", elements: !{");
        for (int i = 0; i < type.Values.Length; i++)
        {
            (string name, long value) = type.Values[i];
            node.Append(i == 0 ? "" : ", ").Append("!DIEnumerator(name: \"").Append(BtfNames.ToIdentifier(name)).Append("\", value: ");
            if (type.Size > 4 && !signed && value < 0)
                node.Append(((ulong)value).ToString(System.Globalization.CultureInfo.InvariantCulture)).Append(", isUnsigned: true)");
            else
                node.AppendNumber(value).Append(')');
        }
        string reference = metadata.Reserve();
        metadata.Define(reference, node.Append("})").ToString());
        return type.IsTypedef ? Typedef(type.Name, reference) : reference;
    }

    string Record(DebugRecord record)
    {
        string reference = metadata.Reserve();
        references.Add(record, record.IsTypedef ? Typedef(record.Name, reference) : reference);
        var node = new StringBuilder("distinct !DICompositeType(tag: ").Append(record.IsUnion ? "DW_TAG_union_type" : "DW_TAG_structure_type");
        if (record.Name.Length != 0 && !record.IsTypedef)
            node.Append(", name: \"").Append(BtfNames.ToIdentifier(record.Name)).Append('"');
        node.Append(", size: ").AppendNumber(record.Size * 8L).Append(", elements: !{");
        for (int i = 0; i < record.Members.Count; i++)
            node.Append(i == 0 ? "" : ", ").Append(Member(record.Members[i], reference));
        metadata.Define(reference, node.Append("})").ToString());
        return references[record];
    }

    string Member(DebugMember member, string scope)
    {
        var node = new StringBuilder("!DIDerivedType(tag: DW_TAG_member");
        if (member.Name.Length != 0)
            node.Append(", name: \"").Append(BtfNames.ToIdentifier(member.Name)).Append('"');
        long unit = DebugTypeSize.Of(member.Type) * 8L;
        node.Append(", scope: ").Append(scope).Append(", baseType: ").Append(Reference(member.Type)).Append(", size: ")
            .AppendNumber(member.BitSize != 0 ? member.BitSize : unit).Append(", offset: ").AppendNumber(member.OffsetBits);
        if (member.BitSize != 0)
            node.Append(", flags: DIFlagBitField, extraData: i64 ").AppendNumber(member.OffsetBits / unit * unit);
        return metadata.Add(node.Append(')').ToString());
    }

    static string Encoding(DebugEncoding encoding) => encoding switch
    {
        DebugEncoding.Signed => "signed",
        DebugEncoding.Unsigned => "unsigned",
        DebugEncoding.Boolean => "boolean",
        DebugEncoding.SignedChar => "signed_char",
        DebugEncoding.UnsignedChar => "unsigned_char",
        _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
    };
}
