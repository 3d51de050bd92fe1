using BpfSharp.Objects;

namespace BpfSharp;

/// <summary>
/// An eBPF object file from any compiler: what it contains, and the way to load it. Classes marked
/// <see cref="BpfObjectAttribute"/> do not need this.
/// </summary>
public sealed class BpfObjectFile
{
    private readonly ObjectSpec _spec;

    private BpfObjectFile(ObjectSpec spec)
    {
        _spec = spec;
        Maps = [.. spec.Maps.Select(static map => new BpfMapInfo(map.Name, (BpfMapType)map.Type, (int)map.KeySize, (int)map.ValueSize, map.MaxEntries, (BpfMapFlags)map.Flags, map.IsDataSection))];
        Programs = [.. spec.Programs.Select(static program => new BpfProgramInfo(program.Name, program.Section, program.Length / 8))];
        Globals = [.. spec.Globals.Select(static global => new BpfGlobalInfo(global.Name, global.Section.Name, global.Size, global.Section.IsReadOnlyData))];
    }

    /// <summary>Name of the object: by default the file's without its extensions.</summary>
    public string Name => _spec.Name;

    /// <summary>Licence the kernel is told; empty when the object has none.</summary>
    public string License => _spec.License;

    /// <summary>Maps, those made of data sections (<c>.rodata</c>, <c>.bss</c>) last.</summary>
    public IReadOnlyList<BpfMapInfo> Maps { get; }

    /// <summary>Programs.</summary>
    public IReadOnlyList<BpfProgramInfo> Programs { get; }

    /// <summary>Global variables.</summary>
    public IReadOnlyList<BpfGlobalInfo> Globals { get; }

    /// <summary>
    /// Where C# would throw, and whether the object's code checks it; by file, line and column. Empty for objects of other compilers, and for those
    /// whose debug sections were stripped (<c>llvm-strip -g</c>). In the file it is text: <c>readelf -p .debug_bpfsharp</c>.
    /// </summary>
    public IReadOnlyList<BpfCheck> Checks => _spec.Checks;

    /// <summary>Reads an object file.</summary>
    /// <param name="path">The ELF file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="BpfObjectFormatException">It is no eBPF object this library can load.</exception>
    public static BpfObjectFile Open(string path)
    {
        string name = Path.GetFileName(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return Parse(File.ReadAllBytes(path), dot > 0 ? name[..dot] : name);
    }

    /// <summary>Reads an object.</summary>
    /// <param name="bytes">The ELF file's bytes; not kept.</param>
    /// <param name="name">What messages and the kernel call it.</param>
    /// <exception cref="BpfObjectFormatException">It is no eBPF object this library can load.</exception>
    public static BpfObjectFile Parse(ReadOnlySpan<byte> bytes, string name = "object") => new(ObjectSpec.Parse(bytes, name));

    /// <summary>
    /// Has the running kernel verify every program, each for itself, without attaching any; nothing stays in the kernel. Fallbacks
    /// are verified too. Tests and builds use it: it tells of all refusals at once, and what each program cost to verify.
    /// </summary>
    /// <param name="options">How to load it; null for the defaults.</param>
    /// <returns>One result for each program, in the object's order.</returns>
    /// <exception cref="BpfException">The maps could not be made, or privileges are missing: no program was verified.</exception>
    public IReadOnlyList<BpfVerification> Verify(BpfLoadOptions? options = null)
    {
        using KernelObject loaded = LoadedBpfObject.Open(_spec, options ?? new BpfLoadOptions());
        return loaded.Verify();
    }

    /// <summary>Loads the object into the running kernel: creates the maps and verifies all programs. May be done many times.</summary>
    /// <param name="options">First values of globals; null for none.</param>
    /// <exception cref="VerifierException">The verifier refused a program.</exception>
    /// <exception cref="BpfException">The kernel refused otherwise; the message says what to do.</exception>
    public LoadedBpfObject Load(BpfLoadOptions? options = null) => new(_spec, options ?? new BpfLoadOptions());
}
