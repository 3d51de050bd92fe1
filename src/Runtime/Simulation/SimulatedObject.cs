using System.Runtime.InteropServices;

namespace BpfSharp.Simulation;

/// <summary>An object whose maps and globals live in this process; its programs are the class's own methods.</summary>
internal sealed unsafe class SimulatedObject : ObjectBackend
{
    private readonly SimulatedMap[] _maps;
    private readonly NativeBlock[] _globals;
    private readonly SimulatedKernel _kernel;
    private readonly BpfObjectDefinition _definition;
    private bool _areExternsFound;

    public SimulatedObject(SimulatedKernel kernel, BpfObjectDefinition definition)
    {
        (_kernel, _definition) = (kernel, definition);
        _maps = [.. definition.Maps.Select(map => SimulatedMap.Create(kernel, map))];
        _globals = [.. definition.Globals.Select(CreateGlobal)];
        Programs = new([.. definition.Programs.Select(static program => new SimulatedProgram(program))]);
    }

    public override BpfProgramCollection Programs { get; }

    /// <summary>On the CLR a program throws where it would trap.</summary>
    public override ReadOnlySpan<ulong> TrapCounters => [];

    public override BpfMap Map(int index) => _maps[index];

    public override nint GlobalAddress(int index) => _globals[index].Address;

    public override void FindExterns(string? kernelConfig)
    {
        if (_areExternsFound)
            return;
        ExternValues.Fill(_definition.Globals, GlobalAddress, _ => KernelConfiguration.Of(_kernel.Configuration), name => _kernel.SymbolAddress(name));
        _areExternsFound = true;
    }

    public override void Load(string? kernelBtf)
    {
    }

    public override void Attach()
    {
        foreach (var program in Programs)
        {
            if (program.FallbackFor is null)
                program.Attach();
        }
    }

    public override void Dispose()
    {
        foreach (var program in Programs)
            program.Detach();
        foreach (var map in _maps)
            map.Dispose();
    }

    private static NativeBlock CreateGlobal(BpfGlobalDefinition global)
    {
        var block = new NativeBlock((nuint)Math.Max(global.Size, 1));
        if (global.Initial is { } initial)
        {
            if (initial.Length != global.Size)
                throw new BpfObjectFormatException($"Global {global.Name} has {global.Size} bytes but an initial value of {initial.Length}: build the object again.");
            initial.CopyTo(new Span<byte>((void*)block.Address, global.Size));
        }

        return block;
    }
}
