using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BpfSharp.Compiler.Llvm.Tests.KernelTypes;

/// <summary>A reference assembly that the worker has made, as a metadata reader and as the C# compiler see it.</summary>
internal sealed class KernelAssemblyFile
{
    /// <summary>What the assembly refers to of BpfSharp.</summary>
    const string BpfSharp = """
        namespace BpfSharp
        {
            public struct Comm { }
            public unsafe struct KernelPointer<T> where T : unmanaged { public T* Value; }
            public sealed class KernelTypeAttribute(string name) : System.Attribute { public string Name => name; public bool IsUnion { get; set; } public bool IsTypedef { get; set; } }
            public sealed class KernelBitfieldAttribute : System.Attribute { }
            public sealed class KernelFlexibleArrayAttribute : System.Attribute { }
            public sealed class UserMemoryAttribute : System.Attribute { }
        }
        """;

    readonly MetadataReference[] references;

    public KernelAssemblyFile(string path)
    {
        Bytes = [.. File.ReadAllBytes(path)];
        Documentation = File.ReadAllText(Path.ChangeExtension(path, ".xml"));
        var library = CSharpCompilation.Create("BpfSharp", [CSharpSyntaxTree.ParseText(BpfSharp)], Net100.References.All, new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        references = [.. Net100.References.All, library.ToMetadataReference(), MetadataReference.CreateFromImage(Bytes)];
        Compilation = Compile("");
        Symbols = ((IAssemblySymbol)Compilation.GetAssemblyOrModuleSymbol(references[^1])!).GlobalNamespace;
    }

    public ImmutableArray<byte> Bytes { get; }
    public string Documentation { get; }
    public CSharpCompilation Compilation { get; }
    public INamespaceSymbol Symbols { get; }

    public INamedTypeSymbol Type(string name) => Compilation.GetTypeByMetadataName("BpfSharp.Kernel." + name) ?? throw new Xunit.Sdk.XunitException($"There is no {name}.");

    public CSharpCompilation Compile(string body) => CSharpCompilation.Create("Uses",
        [CSharpSyntaxTree.ParseText("using BpfSharp.Kernel; unsafe class Uses { " + body + " }")], references, new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    public static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(static member => member switch
    {
        INamedTypeSymbol type => TypesIn(type).Prepend(type),
        INamespaceSymbol inner => TypesIn(inner),
        _ => [],
    });

    /// <summary>Size, and the bytes at which fields begin, of each type that has a namespace.</summary>
    public Dictionary<string, (int Size, Dictionary<string, int> Offsets)> Layouts()
    {
        using var file = new PEReader(Bytes);
        var metadata = file.GetMetadataReader();
        Dictionary<string, (int, Dictionary<string, int>)> layouts = [];
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if (type.Namespace.IsNil) continue;
            layouts.Add(metadata.GetString(type.Name), (type.GetLayout().Size,
                type.GetFields().Select(metadata.GetFieldDefinition).Where(static field => field.GetOffset() >= 0).ToDictionary(field => metadata.GetString(field.Name), static field => field.GetOffset())));
        }
        return layouts;
    }
}
