using BpfSharp.Objects;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>An object in the running kernel: its maps, data sections and programs, from open to closed.</summary>
internal sealed partial class KernelObject : IDisposable
{
    private readonly Dictionary<MapSpec, SectionMemory> _sections = [];
    private readonly FallbackChain[] _chains;
    private FileHandle? _btf;

    /// <param name="spec">The object.</param>
    /// <param name="fallbackFor">For each program name, the program it stands in for; null for none.</param>
    /// <param name="definitions">What a generated class knows of its programs.</param>
    public KernelObject(ObjectSpec spec, Func<string, string?> fallbackFor, IReadOnlyList<BpfProgramDefinition>? definitions = null)
    {
        Spec = spec;
        foreach (var map in spec.Maps)
            CheckSizes(map);
        Maps = [.. spec.Maps.Select(map => new KernelMap(map)
        {
            Owner = this,
            DeclaredTypes = spec.Btf?.Types,
            Fields = spec.Btf is { } btf ? ValueFieldsOf.Type(btf.Types, map.ValueTypeId) : ValueFields.None,
            KeyPadding = Gaps(map, spec),
            InnerKeyPadding = map.InnerMap is { } inner ? Gaps(inner, spec) : null,
        })];
        foreach (var map in spec.Maps)
        {
            if (map.IsDataSection)
                _sections.Add(map, new SectionMemory((int)map.ValueSize, map.InitialContents));
        }

        Programs = [.. spec.Programs.Select(program => new KernelProgram(program, fallbackFor(program.Name), definitions?.FirstOrDefault(definition => definition.Name == program.Name)?.Parameters))];
        foreach (var program in Programs)
            program.Reload = () => LoadProgram(program, []);
        _chains = FallbackChain.Build(Programs);
    }

    public ObjectSpec Spec { get; }

    public IReadOnlyList<KernelMap> Maps { get; }

    public IReadOnlyList<KernelProgram> Programs { get; }

    /// <summary>The memory of a global.</summary>
    public unsafe Span<byte> GlobalBytes(GlobalSpec global) => _sections[global.Section].Bytes.Slice(global.Offset, global.Size);

    /// <summary>Fills in what the code reads of the kernel's configuration.</summary>
    /// <param name="path">A file with the configuration; null for the running kernel's.</param>
    public void ReadConfiguration(string? path)
    {
        if (Spec.Configuration.Count == 0)
            return;
        var options = KernelConfiguration.Read(path, [.. Spec.Configuration.Select(static value => value.Name)]);
        var section = _sections.First(static pair => pair.Key.Name == ".kconfig").Value;
        foreach (var value in Spec.Configuration)
            options.Write(value.Name, value.Kind, value.IsOptional, section.Bytes.Slice(value.Offset, value.Size));
    }

    public nint GlobalAddress(GlobalSpec global) => _sections[global.Section].Address + global.Offset;

    public GlobalSpec? FindGlobal(string name) => Spec.Globals.FirstOrDefault(global => global.Name == name);

    private static int[]? Gaps(MapSpec map, ObjectSpec spec) =>
        spec.Btf is { } btf && map.KeyTypeId != 0 ? Btf.LayoutGaps.Of(btf.Types, map.KeyTypeId, (int)map.KeySize) : null;

    /// <summary>The kernel has its own, lower limits; this one keeps sizes countable before it is asked.</summary>
    private static void CheckSizes(MapSpec map)
    {
        const uint largest = 1 << 30;
        if (map.KeySize > largest || map.ValueSize > largest)
            throw new BpfObjectFormatException($"Map {map.Name} has keys of {map.KeySize} and values of {map.ValueSize} bytes; no kernel takes more than a gigabyte: build the object again.");
    }

    /// <summary>Detaches in reverse order, then closes everything. Data sections become private copies.</summary>
    public void Dispose()
    {
        for (int index = Programs.Count - 1; index >= 0; index--)
            Programs[index].Dispose();
        foreach (var section in _sections.Values)
            section.Unshare();
        for (int index = Maps.Count - 1; index >= 0; index--)
            Maps[index].Dispose();
        _btf?.Dispose();
    }
}
