using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;

namespace BpfSharp.Compiler.Llvm.KernelTypes;

/// <summary>
/// Writes the reference assembly <c>BpfSharp.Kernel</c>: all types of one or several kernels, and the prototypes of their
/// functions and tracepoints. Nothing ever runs it; compilers and editors read it.
/// </summary>
internal sealed class KernelAssembly
{
    public const string Name = "BpfSharp.Kernel", Namespace = "BpfSharp.Kernel";
    const string Arrays = "KernelArrays", Functions = "KernelFunctions", Tracepoints = "KernelTracepoints", Kfuncs = "KernelKfuncs", Constants = "KernelConstants";

    readonly MetadataBuilder metadata = new();
    readonly IReadOnlyList<KernelSource> sources;
    readonly Framework framework;
    readonly NamedTypes named;
    readonly TypeSignatures signatures;
    readonly Documentation documentation;
    readonly RecordWriter records;
    readonly EnumWriter enums;
    readonly PrototypeWriter prototypes;

    KernelAssembly(IReadOnlyList<KernelSource> sources)
    {
        this.sources = sources;
        var mvid = metadata.ReserveGuid();
        version = mvid.Content;
        metadata.AddModule(0, metadata.GetOrAddString(Name + ".dll"), mvid.Handle, default, default);
        var assembly = metadata.AddAssembly(metadata.GetOrAddString(Name), new Version(0, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.None);
        framework = new Framework(metadata);
        framework.Apply(assembly, framework.ReferenceAssembly);
        named = new NamedTypes(sources, [Arrays, Functions, Tracepoints, Kfuncs, Constants]);
        signatures = new TypeSignatures(named, framework);
        documentation = new Documentation(sources);
        records = new RecordWriter(metadata, framework, signatures, documentation);
        enums = new EnumWriter(metadata, framework, documentation);
        prototypes = new PrototypeWriter(metadata, framework, signatures);
    }

    readonly Blob version;

    /// <summary>The assembly's bytes and its documentation; the same for the same kernels.</summary>
    public static (byte[] Assembly, string Documentation) Write(IReadOnlyList<KernelSource> sources)
    {
        var writer = new KernelAssembly(sources);
        writer.WriteTypes();
        return (writer.ToBytes(), writer.documentation.ToString());
    }

    void WriteTypes()
    {
        const int firstRow = 2;
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        for (int i = 0; i < named.All.Count; i++) named.All[i].Row = firstRow + i;
        signatures.ArraysRow = firstRow + named.All.Count;
        const int classes = 5;
        signatures.NextRow = signatures.ArraysRow + classes;

        foreach (var type in named.All)
        {
            if (type.IsEnum) enums.Write(type);
            else records.Write(type);
        }
        AddClass(Arrays, "The arrays that are in types of");
        AddClass(Functions, "The functions of which programs can be told that they run (fentry, kprobes), in");
        prototypes.WriteFunctions(sources);
        AddClass(Tracepoints, "The tracepoints with what they give to programs, in");
        prototypes.WriteTracepoints(sources);
        AddClass(Kfuncs, "The functions that programs may call, as far as the kernel marks them (since 6.10), in");
        prototypes.WriteKfuncs(sources);
        AddClass(Constants, "The numbers that have names but no type, in");
        enums.WriteConstants(sources);

        while (signatures.Pending.TryDequeue(out var pending))
        {
            records.Write(pending);
            metadata.AddNestedType(MetadataTokens.TypeDefinitionHandle(pending.Row), MetadataTokens.TypeDefinitionHandle(pending.Owner));
        }
    }

    void AddClass(string name, string what)
    {
        metadata.AddTypeDefinition(TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit,
            metadata.GetOrAddString(Namespace), metadata.GetOrAddString(name), framework.Object,
            MetadataTokens.FieldDefinitionHandle(metadata.GetRowCount(TableIndex.Field) + 1),
            MetadataTokens.MethodDefinitionHandle(metadata.GetRowCount(TableIndex.MethodDef) + 1));
        documentation.AddClass(name, what);
    }

    byte[] ToBytes()
    {
        var image = new BlobBuilder();
        var pe = new ManagedPEBuilder(new PEHeaderBuilder(imageCharacteristics: Characteristics.ExecutableImage | Characteristics.Dll),
            new MetadataRootBuilder(metadata), ilStream: new BlobBuilder(), deterministicIdProvider: IdOf);
        var id = pe.Serialize(image);
        new BlobWriter(version).WriteGuid(id.Guid);
        return image.ToArray();
    }

    static BlobContentId IdOf(IEnumerable<Blob> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var blob in content) hash.AppendData(blob.GetBytes());
        return BlobContentId.FromHash(hash.GetHashAndReset());
    }
}
