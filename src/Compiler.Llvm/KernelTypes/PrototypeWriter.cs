using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Text;
using BpfSharp.Btf;

namespace BpfSharp.Compiler.Llvm.KernelTypes;

/// <summary>Writes prototypes as methods without bodies: of functions, tracepoints and what BPF programs may call.</summary>
internal sealed class PrototypeWriter(MetadataBuilder metadata, Framework framework, TypeSignatures signatures)
{
    const string TracepointPrefix = "btf_trace_";

    public void WriteFunctions(IEnumerable<KernelSource> sources) => Write(sources, static (source, type) =>
        type.Kind == BtfKind.Function ? (KernelSource.Text(type), type.TypeId, 0) : null);

    public void WriteKfuncs(IEnumerable<KernelSource> sources) => Write(sources, static (source, type) =>
        type.Kind == BtfKind.Function && source.Kfuncs.Contains(type.Id) ? (KernelSource.Text(type), type.TypeId, 0) : null);

    /// <summary>The kernel describes each by a typedef of a pointer to a function, whose first argument is the kernel's own.</summary>
    public void WriteTracepoints(IEnumerable<KernelSource> sources) => Write(sources, static (source, type) =>
        type.Kind == BtfKind.Typedef && KernelSource.Text(type) is var name && name.StartsWith(TracepointPrefix, StringComparison.Ordinal)
        && source.Types[type.TypeId] is { Kind: BtfKind.Pointer } pointer
            ? (name[TracepointPrefix.Length..], pointer.TypeId, 1)
            : null,
        static source => source.TracepointCallers);

    void Write(IEnumerable<KernelSource> sources, Func<KernelSource, BtfType, (string Name, int Prototype, int Skip)?> choose,
        Func<KernelSource, Dictionary<string, int>>? namedBy = null)
    {
        // Kernels whose prototypes differ make overloads.
        SortedDictionary<string, List<(BlobHandle Signature, KernelSource Source, int Prototype, int Skip)>> methods = new(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            for (int id = source.Types.FirstId; id < source.Types.EndId; id++)
            {
                if (choose(source, source.Types[id]) is not { } found || source.Types[found.Prototype].Kind != BtfKind.FunctionPrototype) continue;
                var signature = Signature(source, found.Prototype, found.Skip);
                if (!methods.TryGetValue(found.Name, out var overloads)) methods[found.Name] = overloads = [];
                if (!overloads.Exists(other => other.Signature == signature)) overloads.Add((signature, source, found.Prototype, found.Skip));
            }
        }
        foreach (var (name, overloads) in methods)
            foreach (var (signature, source, prototype, skip) in overloads)
                Add(name, signature, source, prototype, NamesOf(source, prototype, namedBy?.Invoke(source).GetValueOrDefault(name) ?? 0), skip);
    }

    /// <summary>
    /// The prototype that names the parameters: the types of pointers to functions do not, but the function that calls all of a
    /// tracepoint's programs has the same parameters.
    /// </summary>
    static int NamesOf(KernelSource source, int prototype, int caller) =>
        caller != 0 && source.Types[caller] is { Kind: BtfKind.FunctionPrototype } other && other.Count == source.Types[prototype].Count ? caller : prototype;

    BlobHandle Signature(KernelSource source, int prototype, int skip)
    {
        var type = source.Types[prototype];
        int count = type.Count;
        bool isVariadic = count > 0 && type.Parameter(count - 1).TypeId == 0;
        if (isVariadic) count--;
        var signature = new BlobBuilder();
        signature.WriteByte((byte)(isVariadic ? SignatureCallingConvention.VarArgs : SignatureCallingConvention.Default));
        signature.WriteCompressedInteger(Math.Max(0, count - skip));
        signatures.Write(signature, source, type.TypeId);
        for (int index = skip; index < count; index++) signatures.Write(signature, source, type.Parameter(index).TypeId, 0, "argument");
        return metadata.GetOrAddBlob(signature);
    }

    void Add(string name, BlobHandle signature, KernelSource source, int prototype, int names, int skip)
    {
        var first = MetadataTokens.ParameterHandle(metadata.GetRowCount(TableIndex.Param) + 1);
        metadata.AddMethodDefinition(MethodAttributes.Public | MethodAttributes.Static | MethodAttributes.HideBySig, MethodImplAttributes.InternalCall,
            metadata.GetOrAddString(name), signature, bodyOffset: -1, first);
        var type = source.Types[prototype];
        for (int index = skip; index < type.Count; index++)
        {
            var (_, typeId) = type.Parameter(index);
            if (typeId == 0) continue;
            uint nameOffset = source.Types[names].Parameter(index).NameOffset;
            var parameter = metadata.AddParameter(ParameterAttributes.None, metadata.GetOrAddString(Encoding.UTF8.GetString(source.Types.StringAt(nameOffset))), index - skip + 1);
            if (RecordWriter.IsUserMemory(source.Types, typeId)) framework.Apply(parameter, framework.UserMemory);
        }
    }
}
