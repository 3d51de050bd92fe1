using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using BpfSharp.Btf;

namespace BpfSharp.Compiler.Llvm.KernelTypes;

/// <summary>
/// The kernel's types in C#'s terms. Types without a name of their own, arrays and structs that are declared where they are
/// used, get their C# type the first time that they are met; <see cref="Pending"/> has those that are still to be written.
/// </summary>
internal sealed class TypeSignatures(NamedTypes named, Framework framework)
{
    const int Deepest = 32;

    readonly Dictionary<(KernelSource Source, int Id), int> nested = [];
    readonly Dictionary<string, int> arrays = new(StringComparer.Ordinal);
    readonly Dictionary<int, HashSet<string>> nestedNames = [];

    /// <summary>The row that the next type is given.</summary>
    public int NextRow { get; set; }

    /// <summary>Of the class that arrays are in.</summary>
    public int ArraysRow { get; set; }

    public Queue<PendingType> Pending { get; } = [];

    /// <summary>Writes the type of a field or parameter.</summary>
    /// <param name="signature">Takes it.</param>
    /// <param name="source">The kernel.</param>
    /// <param name="id">The type there.</param>
    /// <param name="owner">The row of the type that a nameless one is declared in, and the field that has it; 0 for none.</param>
    /// <param name="field">The field's name.</param>
    public void Write(BlobBuilder signature, KernelSource source, int id, int owner = 0, string field = "") => Write(signature, source, id, owner, field, 0);

    void Write(BlobBuilder signature, KernelSource source, int id, int owner, string field, int depth)
    {
        var type = source.Types.SkipModifiers(id);
        source = source.OwnerOf(type.Id);
        switch (type.Kind)
        {
            case BtfKind.Pointer when depth < Deepest && IsData(source.Types.SkipModifiers(type.TypeId)):
                signature.WriteByte((byte)SignatureTypeCode.Pointer);
                Write(signature, source, type.TypeId, owner, field, depth + 1);
                break;
            case BtfKind.Pointer:
                // What is no data cannot be read: functions.
                signature.WriteByte((byte)SignatureTypeCode.Pointer);
                signature.WriteByte((byte)SignatureTypeCode.Void);
                break;
            case BtfKind.Array when depth < Deepest:
                WriteType(signature, ArrayOf(source, type, owner, field, depth));
                break;
            case BtfKind.Struct or BtfKind.Union or BtfKind.Forward or BtfKind.Enum or BtfKind.Enum64 when named.Find(source, type.Id) is { } known:
                WriteType(signature, known.Row);
                break;
            case BtfKind.Struct or BtfKind.Union:
                WriteType(signature, NestedRow(source, type.Id, owner, field));
                break;
            case BtfKind.Void:
                signature.WriteByte((byte)SignatureTypeCode.Void);
                break;
            default:
                if (Primitive(source.Types, type) is { } primitive) signature.WriteByte((byte)primitive);
                else WriteType(signature, WideRow(source));
                break;
        }
    }

    /// <summary>Writes BpfSharp's type of a task's name.</summary>
    public void WriteComm(BlobBuilder signature)
    {
        signature.WriteByte((byte)SignatureTypeKind.ValueType);
        signature.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(framework.Comm));
    }

    /// <summary>The integer that a type is; null for other types, void included.</summary>
    public static SignatureTypeCode? Primitive(BtfTypes types, BtfType type)
    {
        bool isSigned = type.Kind == BtfKind.Int ? (type.IntEncoding & 1) != 0 : type.Flag;
        return type.Kind switch
        {
            BtfKind.Int when (type.IntEncoding & 4) != 0 => SignatureTypeCode.Boolean,
            BtfKind.Int or BtfKind.Enum or BtfKind.Enum64 => type.Size switch
            {
                // Whether a char is signed is the machine's affair; here it is text.
                1 => isSigned && !types.NameEquals(type.NameOffset, "char") ? SignatureTypeCode.SByte : SignatureTypeCode.Byte,
                2 => isSigned ? SignatureTypeCode.Int16 : SignatureTypeCode.UInt16,
                4 => isSigned ? SignatureTypeCode.Int32 : SignatureTypeCode.UInt32,
                8 => isSigned ? SignatureTypeCode.Int64 : SignatureTypeCode.UInt64,
                _ => null,
            },
            BtfKind.Float => type.Size == 4 ? SignatureTypeCode.Single : SignatureTypeCode.Double,
            _ => null,
        };
    }

    static void WriteType(BlobBuilder signature, int row)
    {
        signature.WriteByte((byte)SignatureTypeKind.ValueType);
        signature.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(MetadataTokens.TypeDefinitionHandle(row)));
    }

    int NestedRow(KernelSource source, int id, int owner, string field)
    {
        if (nested.TryGetValue((source, id), out int row)) return row;
        nested[(source, id)] = row = NextRow++;
        if (owner == 0) owner = ArraysRow;
        Pending.Enqueue(new PendingType(row, owner, Unique(owner, field + "__type"), source, id, 0, null));
        return row;
    }

    /// <summary>Arrays of the same elements and length are the same type.</summary>
    int ArrayOf(KernelSource source, BtfType array, int owner, string field, int depth)
    {
        var element = new BlobBuilder();
        var elementType = source.Types.SkipModifiers(array.ElementTypeId);
        if (elementType.Kind == BtfKind.Pointer) WritePointer(element, source, source.Types.SkipModifiers(elementType.TypeId), owner, field, depth + 1);
        else Write(element, source, array.ElementTypeId, owner, field, depth + 1);
        int length = array.ElementCount is > 0 and <= int.MaxValue ? (int)array.ElementCount : 1;
        return ArrayRow(source, element, length, $"{NameOf(source, array.ElementTypeId)}_{length}");
    }

    void WritePointer(BlobBuilder signature, KernelSource source, BtfType target, int owner, string field, int depth)
    {
        signature.WriteByte((byte)SignatureTypeCode.GenericTypeInstance);
        signature.WriteByte((byte)SignatureTypeKind.ValueType);
        signature.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(framework.KernelPointer));
        signature.WriteCompressedInteger(1);
        // Neither a pointer nor void can stand for a type parameter.
        if (target.Kind == BtfKind.Pointer) signature.WriteByte((byte)SignatureTypeCode.IntPtr);
        else if (IsData(target)) Write(signature, source, target.Id, owner, field, depth);
        else signature.WriteByte((byte)SignatureTypeCode.Byte);
    }

    /// <summary>Numbers of more than 64 bits, which programs cannot compute with.</summary>
    int WideRow(KernelSource source)
    {
        var element = new BlobBuilder();
        element.WriteByte((byte)SignatureTypeCode.UInt64);
        return ArrayRow(source, element, 2, "Wide");
    }

    int ArrayRow(KernelSource source, BlobBuilder element, int length, string name)
    {
        string key = $"{Convert.ToHexString(element.ToArray())}_{length}";
        if (arrays.TryGetValue(key, out int row)) return row;
        arrays[key] = row = NextRow++;
        Pending.Enqueue(new PendingType(row, ArraysRow, Unique(ArraysRow, name), source, 0, length, element));
        return row;
    }

    string NameOf(KernelSource source, int id, int depth = 0)
    {
        var type = source.Types.SkipModifiers(id);
        return type.Kind switch
        {
            _ when depth == Deepest => "deep",
            BtfKind.Pointer => NameOf(source, type.TypeId, depth + 1) + "_pointer",
            BtfKind.Array => $"{NameOf(source, type.ElementTypeId, depth + 1)}_{type.ElementCount}",
            _ when named.Find(source, type.Id) is { } known => known.Name,
            BtfKind.Struct or BtfKind.Union => "nameless",
            _ => Primitive(source.Types, type)?.ToString() ?? "Void",
        };
    }

    string Unique(int owner, string name)
    {
        if (!nestedNames.TryGetValue(owner, out var names)) nestedNames[owner] = names = new(StringComparer.Ordinal);
        string unique = name;
        for (int number = 2; !names.Add(unique); number++) unique = $"{name}_{number}";
        return unique;
    }

    /// <summary>Whether values of the type have bytes: also of those that are known by name alone.</summary>
    static bool IsData(BtfType type) => type.Kind is not (BtfKind.FunctionPrototype or BtfKind.Function or BtfKind.Void or BtfKind.Variable or BtfKind.DataSection or BtfKind.DeclarationTag)
        && !(type.Kind == BtfKind.Int && type.Size > 8);
}

/// <param name="Row">Its place in the table of types.</param>
/// <param name="Owner">That of the type around it.</param>
/// <param name="Name">There.</param>
/// <param name="Source">The kernel.</param>
/// <param name="Id">The struct there; 0 for an array.</param>
/// <param name="Length">Of an array; 0 for a struct.</param>
/// <param name="Element">An array's element as signature.</param>
internal sealed record PendingType(int Row, int Owner, string Name, KernelSource Source, int Id, int Length, BlobBuilder? Element);
