using BpfSharp.Objects;

namespace BpfSharp;

/// <summary>A generated class's object in the running kernel: finds by index what the object has by name.</summary>
internal sealed unsafe class KernelBackend : ObjectBackend
{
    private const string TrapCounterName = "bpfsharp_traps";
    private const string DropCounterName = "bpfsharp_dropped";

    private readonly KernelObject _object;
    private readonly KernelMap[] _maps;
    private readonly nint[] _globals;
    // Globals that the compiler removed because no program uses them still belong to the class.
    private readonly List<SectionMemory> _unused = [];
    private readonly GlobalSpec? _traps;
    private readonly int _trapCount;
    private readonly BpfObjectDefinition _definition;
    private bool _areExternsFound;

    public KernelBackend(BpfObjectDefinition definition, ObjectSpec spec)
    {
        _definition = definition;
        _object = new KernelObject(spec, name => definition.Programs.FirstOrDefault(program => program.Name == name)?.FallbackFor, definition.Programs);
        _maps = [.. definition.Maps.Select(map => DefinitionMatcher.FindMap(_object, map))];
        _globals = [.. definition.Globals.Select(FindGlobal)];
        Programs = new([.. definition.Programs.Select(program => DefinitionMatcher.FindProgram(_object, program))]);
        _trapCount = definition.TrapSites.Count;
        _traps = DefinitionMatcher.FindCounters(_object, TrapCounterName, _trapCount);
        var drops = DefinitionMatcher.FindCounters(_object, DropCounterName, _maps.Length);
        for (int index = 0; index < _maps.Length; index++)
        {
            _maps[index].KeyPadding = definition.Maps[index].KeyPadding;
            _maps[index].InnerKeyPadding = definition.Maps[index].Inner?.KeyPadding;
            if (_maps[index].Type == BpfMapType.PerfEventArray)
                _maps[index].BufferSize = definition.Maps[index].MaxEntries;
            if (_maps[index].Type is BpfMapType.RingBuffer or BpfMapType.PerfEventArray)
                _maps[index].DropCounter = DropCounter(drops, index);
        }
    }

    public override BpfProgramCollection Programs { get; }

    public override ReadOnlySpan<ulong> TrapCounters =>
        _traps is null ? [] : new((void*)_object.GlobalAddress(_traps), _trapCount);

    public override BpfMap Map(int index) => _maps[index];

    public override nint GlobalAddress(int index) => _globals[index];

    public override void FindExterns(string? kernelConfig)
    {
        if (_areExternsFound || !OperatingSystem.IsLinux())
            return;
        ExternValues.Fill(_definition.Globals, GlobalAddress, names => KernelConfiguration.Read(kernelConfig, names), _object.Spec.Addresses.Find);
        _areExternsFound = true;
    }

    public override void Load(string? kernelBtf)
    {
        _object.KernelBtfFile = kernelBtf;
        _object.Load();
    }

    public override void Attach() => _object.Attach();

    public override void Dispose() => _object.Dispose();

    // No counters in the object: no program ever reserves.
    private Func<ulong> DropCounter(GlobalSpec? drops, int index)
    {
        if (drops is null)
            return static () => 0;
        var owner = _object;
        return () => Volatile.Read(ref ((ulong*)owner.GlobalAddress(drops))[index]);
    }

    private nint FindGlobal(BpfGlobalDefinition definition)
    {
        if (definition.Extern != BpfExternKind.Symbol && DefinitionMatcher.FindGlobal(_object, definition) is { } global)
            return _object.GlobalAddress(global);
        var memory = new SectionMemory(definition.Size, definition.Initial);
        _unused.Add(memory);
        return memory.Address;
    }
}
