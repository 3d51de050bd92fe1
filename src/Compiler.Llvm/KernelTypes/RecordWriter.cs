using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using BpfSharp.Btf;

namespace BpfSharp.Compiler.Llvm.KernelTypes;

/// <summary>Writes structs and unions. Their fields are where the first kernel has them, which is for readers: programs find them at load.</summary>
internal sealed class RecordWriter(MetadataBuilder metadata, Framework framework, TypeSignatures signatures, Documentation documentation)
{
    const FieldAttributes Public = FieldAttributes.Public;
    const TypeAttributes Struct = TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit;

    public void Write(NamedType type)
    {
        var handle = Add(TypeAttributes.Public, KernelAssembly.Namespace, type.Name, type.Definitions);
        List<string> flags = [];
        if (type.Kind == BtfKind.Union) flags.Add("IsUnion");
        if (type.IsTypedef) flags.Add("IsTypedef");
        framework.ApplyKernelType(handle, type.KernelName, [.. flags]);
        documentation.Add(type);
        WriteFields(handle, type.Definitions, $"{KernelAssembly.Namespace}.{type.Name}");
    }

    /// <summary>Writes a struct that has no name, or an array.</summary>
    public void Write(PendingType type)
    {
        if (type.Element is not { } element)
        {
            (KernelSource, int)[] definitions = [(type.Source, type.Id)];
            var handle = Add(TypeAttributes.NestedPublic, "", type.Name, definitions);
            // Nothing can be looked for that has no name: it can only be reached through a type that has one.
            framework.ApplyKernelType(handle, "", type.Source.Types[type.Id].Kind == BtfKind.Union ? ["IsUnion"] : []);
            WriteFields(handle, definitions, null);
            return;
        }
        var array = metadata.AddTypeDefinition(TypeAttributes.NestedPublic | TypeAttributes.SequentialLayout | Struct, default, metadata.GetOrAddString(type.Name),
            framework.ValueType, NextField, NextMethod);
        framework.ApplyInlineArray(array, type.Length);
        metadata.AddFieldDefinition(Public, metadata.GetOrAddString("Element0"), metadata.GetOrAddBlob(Field(element)));
    }

    FieldDefinitionHandle NextField => MetadataTokens.FieldDefinitionHandle(metadata.GetRowCount(TableIndex.Field) + 1);

    MethodDefinitionHandle NextMethod => MetadataTokens.MethodDefinitionHandle(metadata.GetRowCount(TableIndex.MethodDef) + 1);

    TypeDefinitionHandle Add(TypeAttributes visibility, string @namespace, string name, IReadOnlyList<(KernelSource Source, int Id)> definitions)
    {
        var handle = metadata.AddTypeDefinition(visibility | TypeAttributes.ExplicitLayout | Struct,
            metadata.GetOrAddString(@namespace), metadata.GetOrAddString(name), framework.ValueType, NextField, NextMethod);
        var (source, id) = definitions[0];
        var type = source.Types[id];
        metadata.AddTypeLayout(handle, 0, type.IsComposite ? type.Size : 0);
        return handle;
    }

    void WriteFields(TypeDefinitionHandle owner, IReadOnlyList<(KernelSource Source, int Id)> definitions, string? documented)
    {
        foreach (var field in RecordFields.Of(definitions))
        {
            var type = field.Source.Types.SkipModifiers(field.TypeId);
            var signature = new BlobBuilder();
            bool isComm = field.Name == "comm" && IsText(field.Source, type, 16);
            if (isComm) signatures.WriteComm(signature);
            else signatures.Write(signature, field.Source, field.TypeId, MetadataTokens.GetRowNumber(owner), field.Name);

            var handle = metadata.AddFieldDefinition(Public, metadata.GetOrAddString(field.Name), metadata.GetOrAddBlob(Field(signature)));
            metadata.AddFieldLayout(handle, (int)(field.Bit / 8));
            if (field.BitSize > 0) framework.Apply(handle, framework.KernelBitfield);
            if (IsUserMemory(field.Source.Types, field.TypeId)) framework.Apply(handle, framework.UserMemory);
            if (type.Kind == BtfKind.Array && !isComm) DescribeArray(handle, field.Source, type);
            if (documented is not null) documentation.Add(documented, field, definitions, type.Kind == BtfKind.Array && type.ElementCount == 0);
        }
    }

    /// <summary>Arrays of numbers are C#'s fixed buffers, whose name is the address of their first element, as in C.</summary>
    void DescribeArray(FieldDefinitionHandle handle, KernelSource source, BtfType array)
    {
        if (array.ElementCount == 0) framework.Apply(handle, framework.KernelFlexibleArray);
        var element = source.Types.SkipModifiers(array.ElementTypeId);
        if (element.Kind == BtfKind.Int && TypeSignatures.Primitive(source.Types, element) is { } primitive)
            framework.ApplyFixedBuffer(handle, "System." + primitive, Math.Max(1, (int)array.ElementCount));
    }

    /// <summary>Compilers may mark what points to memory of processes (a tag on what the pointer points to).</summary>
    internal static bool IsUserMemory(BtfTypes types, int id)
    {
        var type = types.SkipModifiers(id);
        if (type.Kind != BtfKind.Pointer) return false;
        var pointee = types[type.TypeId];
        for (int depth = 0; pointee.IsModifierOrTypedef && depth < 32; depth++)
        {
            if (pointee.Kind == BtfKind.TypeTag && types.NameEquals(pointee.NameOffset, "user")) return true;
            pointee = types[pointee.TypeId];
        }
        return false;
    }

    static bool IsText(KernelSource source, BtfType type, uint length) =>
        type.Kind == BtfKind.Array && type.ElementCount == length && source.Types.SkipModifiers(type.ElementTypeId) is { Kind: BtfKind.Int } element
        && source.Types.NameEquals(element.NameOffset, "char");

    static BlobBuilder Field(BlobBuilder type)
    {
        var signature = new BlobBuilder();
        signature.WriteByte((byte)SignatureKind.Field);
        type.WriteContentTo(signature);
        return signature;
    }
}
