namespace BpfSharp;

/// <summary>An open object on some host. <see cref="BpfObject"/> guards it against concurrent state changes.</summary>
internal abstract class ObjectBackend : IDisposable
{
    /// <summary>Maps by their index in the definition.</summary>
    public abstract BpfMap Map(int index);

    /// <summary>Address of a global by its index in the definition; stays valid until the backend is collected.</summary>
    public abstract nint GlobalAddress(int index);

    /// <summary>Fills in the globals that stand for something of the kernel's: values of its configuration, addresses. Once.</summary>
    /// <param name="kernelConfig">A file with the kernel's configuration; null for the running kernel's.</param>
    public abstract void FindExterns(string? kernelConfig);

    public abstract BpfProgramCollection Programs { get; }

    /// <summary>Counters of trap sites; empty when the programs cannot trap.</summary>
    public abstract ReadOnlySpan<ulong> TrapCounters { get; }

    /// <param name="kernelBtf">A file that describes the kernel's types; null for what the kernel itself says.</param>
    public abstract void Load(string? kernelBtf);

    public abstract void Attach();

    public abstract void Dispose();
}
