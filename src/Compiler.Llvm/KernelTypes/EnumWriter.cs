using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Text;
using BpfSharp.Btf;

namespace BpfSharp.Compiler.Llvm.KernelTypes;

/// <summary>Writes enums, and the constants of those that have no name.</summary>
internal sealed class EnumWriter(MetadataBuilder metadata, Framework framework, Documentation documentation)
{
    const FieldAttributes Constant = FieldAttributes.Public | FieldAttributes.Static | FieldAttributes.Literal | FieldAttributes.HasDefault;

    public void Write(NamedType type)
    {
        var handle = metadata.AddTypeDefinition(TypeAttributes.Public | TypeAttributes.Sealed, metadata.GetOrAddString(KernelAssembly.Namespace),
            metadata.GetOrAddString(type.Name), framework.Enum, MetadataTokens.FieldDefinitionHandle(metadata.GetRowCount(TableIndex.Field) + 1),
            MetadataTokens.MethodDefinitionHandle(metadata.GetRowCount(TableIndex.MethodDef) + 1));
        framework.ApplyKernelType(handle, type.KernelName, type.IsTypedef ? ["IsTypedef"] : []);
        documentation.Add(type);

        var (source, id) = type.Definitions[0];
        var underlying = TypeSignatures.Primitive(source.Types, source.Types[id]) ?? SignatureTypeCode.Int32;
        metadata.AddFieldDefinition(FieldAttributes.Public | FieldAttributes.SpecialName | FieldAttributes.RTSpecialName, metadata.GetOrAddString("value__"), Signature((byte)underlying));
        var signature = new BlobBuilder();
        signature.WriteByte((byte)SignatureTypeKind.ValueType);
        signature.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(handle));
        var own = Signature(signature.ToArray());
        HashSet<string> names = ["value__"];
        foreach (var (kernel, definition) in type.Definitions)
            foreach (var (name, value) in Enumerators(kernel, definition))
                if (names.Add(name)) AddConstant(name, own, underlying, value);
    }

    /// <summary>What kernels name numbers by: the enumerators of enums that have no name. Another number of the same name gets another name.</summary>
    public void WriteConstants(IEnumerable<KernelSource> sources)
    {
        Dictionary<string, ulong> known = new(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            for (int id = source.Types.FirstId; id < source.Types.EndId; id++)
            {
                var type = source.Types[id];
                if (!type.IsAnyEnum || !type.Name.IsEmpty || source.TypedefNames.ContainsKey(id)) continue;
                var underlying = TypeSignatures.Primitive(source.Types, type) ?? SignatureTypeCode.Int32;
                foreach (var (name, value) in Enumerators(source, id))
                {
                    string unique = name;
                    for (int number = 2; known.TryGetValue(unique, out ulong other) && other != value; number++) unique = $"{name}___{number}";
                    if (known.TryAdd(unique, value)) AddConstant(unique, Signature((byte)underlying), underlying, value);
                }
            }
        }
    }

    static IEnumerable<(string Name, ulong Value)> Enumerators(KernelSource source, int id)
    {
        var type = source.Types[id];
        for (int index = 0; index < type.Count; index++)
        {
            var (name, value) = type.Enumerator(index);
            yield return (Encoding.UTF8.GetString(source.Types.StringAt(name)), value);
        }
    }

    void AddConstant(string name, BlobHandle type, SignatureTypeCode underlying, ulong value)
    {
        var handle = metadata.AddFieldDefinition(Constant, metadata.GetOrAddString(name), type);
        metadata.AddConstant(handle, unchecked(underlying switch
        {
            SignatureTypeCode.Byte => (object)(byte)value,
            SignatureTypeCode.SByte => (sbyte)value,
            SignatureTypeCode.Int16 => (short)value,
            SignatureTypeCode.UInt16 => (ushort)value,
            SignatureTypeCode.Int32 => (int)value,
            SignatureTypeCode.UInt32 => (uint)value,
            SignatureTypeCode.Int64 => (long)value,
            _ => value,
        }));
    }

    BlobHandle Signature(params ReadOnlySpan<byte> type)
    {
        var signature = new BlobBuilder();
        signature.WriteByte((byte)SignatureKind.Field);
        signature.WriteBytes(type.ToArray());
        return metadata.GetOrAddBlob(signature);
    }
}
