using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>An eBPF object file, parsed: what it contains and what it asks for. Independent of any kernel.</summary>
internal sealed class ObjectSpec
{
    public required string Name { get; init; }

    /// <summary>The licence string; empty when the object has none.</summary>
    public required string License { get; init; }

    /// <summary>The only machines whose registers its programs know, <c>x64</c> or <c>arm64</c>; null when the object does not say.</summary>
    public string? Architecture { get; init; }

    /// <summary>Whether a generated class loads it, so that what it declares of the kernel is C#'s.</summary>
    public bool IsCSharp { get; init; }

    /// <summary>The maps of <c>.maps</c> by offset, then one for each data section.</summary>
    public required IReadOnlyList<MapSpec> Maps { get; init; }

    /// <summary>The programs, in the order of their sections and offsets.</summary>
    public required IReadOnlyList<ProgramSpec> Programs { get; init; }

    /// <summary>The global (not static) variables in data sections.</summary>
    public required IReadOnlyList<GlobalSpec> Globals { get; init; }

    /// <summary>Values of the kernel's configuration that the code reads, by their places.</summary>
    public IReadOnlyList<ConfigurationSpec> Configuration { get; init; } = [];

    /// <summary>The object's own BTF; null when it was compiled without.</summary>
    public BtfBlob? Btf { get; init; }

    /// <summary>All executable sections, in the order of the file.</summary>
    public required IReadOnlyList<CodeSection> CodeSections { get; init; }

    /// <summary>Those with CO-RE relocations, in the order of <c>.BTF.ext</c>.</summary>
    public required IReadOnlyList<CodeSection> CoreSections { get; init; }

    /// <summary>The section of subprograms; null when the object has none.</summary>
    public CodeSection? Text { get; init; }

    /// <summary>What the compiler says of the places where C# would throw.</summary>
    public IReadOnlyList<BpfCheck> Checks { get; init; } = [];

    /// <summary>Names of what the code refers to in the kernel.</summary>
    public IReadOnlyCollection<string> ExternNames { get; init; } = [];

    /// <summary>Where that is; looked up together when the first is asked for.</summary>
    public KernelAddresses Addresses => _addresses ??= new(ExternNames);

    KernelAddresses? _addresses;

    /// <summary>Reads an object.</summary>
    /// <param name="elf">The ELF file's bytes; not kept.</param>
    /// <param name="name">What messages and maps call the object.</param>
    /// <param name="isCSharp">Whether a generated class loads it.</param>
    /// <exception cref="BpfObjectFormatException">The bytes are not an object this library can load.</exception>
    public static ObjectSpec Parse(ReadOnlySpan<byte> elf, string name, bool isCSharp = false) => ObjectParser.Parse(elf, name, isCSharp);

    CoreResolver? _resolver;

    /// <summary>The results of all CO-RE relocations on a kernel; kept, so that the programs of one object share them.</summary>
    public CoreResolver ResolveCore(KernelBtf? kernel)
    {
        var resolver = _resolver;
        if (resolver is null || resolver.Kernel != kernel) _resolver = resolver = new CoreResolver(this, kernel);
        return resolver;
    }
}
