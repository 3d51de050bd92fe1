namespace BpfSharp.Simulation;

/// <summary>A map in this process, with the kernel's answers.</summary>
internal abstract unsafe class SimulatedMap : BpfMap
{
    protected SimulatedMap(SimulatedKernel kernel, BpfMapDefinition definition)
        : base(definition.Name, definition.Type, definition.KeySize, definition.ValueSize, definition.MaxEntries, definition.Flags)
    {
        Kernel = kernel;
        KeyPadding = definition.KeyPadding;
        if (MaxEntries == 0 && definition.Type is not (BpfMapType.SkStorage or BpfMapType.InodeStorage or BpfMapType.TaskStorage or BpfMapType.CgroupLocalStorage))
            throw new BpfException(Errno.EINVAL, $"create map {Name}", "MaxEntries is 0: give the map a capacity.");
    }

    public override int Id => 0;

    internal override bool IsSimulated => true;

    internal override int CpuCount => Kernel.CpuCount;

    protected SimulatedKernel Kernel { get; }

    protected Lock Gate { get; } = new();

    protected bool IsDisposed { get; private set; }

    public static SimulatedMap Create(SimulatedKernel kernel, BpfMapDefinition definition) => definition.Type switch
    {
        BpfMapType.Hash or BpfMapType.LruHash or BpfMapType.PerCpuHash or BpfMapType.LruPerCpuHash => new SimulatedHashMap(kernel, definition),
        BpfMapType.Array or BpfMapType.PerCpuArray => new SimulatedArrayMap(kernel, definition),
        BpfMapType.LpmTrie => new SimulatedTrieMap(kernel, definition),
        BpfMapType.Queue or BpfMapType.Stack => new SimulatedQueueMap(kernel, definition),
        BpfMapType.BloomFilter => new SimulatedBloomFilter(kernel, definition),
        BpfMapType.ProgramArray or BpfMapType.CgroupArray or BpfMapType.DevMap or BpfMapType.DevMapHash or BpfMapType.CpuMap or BpfMapType.XskMap => new SimulatedHashMap(kernel, definition),
        BpfMapType.ArrayOfMaps or BpfMapType.HashOfMaps => new SimulatedMapOfMaps(kernel, definition),
        BpfMapType.StackTrace => new SimulatedStackTraceMap(kernel, definition),
        BpfMapType.SkStorage or BpfMapType.InodeStorage or BpfMapType.TaskStorage or BpfMapType.CgroupLocalStorage => new SimulatedStorageMap(kernel, definition),
        BpfMapType.PerfEventArray => new SimulatedPerfMap(kernel, definition),
        BpfMapType.RingBuffer => new SimulatedRingMap(kernel, definition),
        BpfMapType.UserRingBuffer => new SimulatedUserRingMap(kernel, definition),
        _ => throw new NotSupportedException($"Map {definition.Name}: SimulatedKernel has no {definition.Type} maps; run this object on a real kernel."),
    };

    /// <summary>Whether it lives in another map, which frees it: what user code disposes is only what would be its descriptor.</summary>
    internal bool IsInner { get; set; }

    public override void Dispose()
    {
        if (!IsInner)
            Close();
    }

    internal void Close()
    {
        lock (Gate)
        {
            if (IsDisposed)
                return;
            IsDisposed = true;
            Free();
        }
    }

    /// <summary>Where this CPU's value begins in an element's memory.</summary>
    protected nint OnThisCpu(nint element) => IsPerCpu ? element + ((nint)Kernel.Cpu * ValueStride) : element;

    /// <summary>An element that goes, or is replaced, takes its timer with it and gives back the references that it keeps.</summary>
    protected void EndFields(nint element)
    {
        Kernel.Timers.Forget(element, ValueSize);
        Kernel.References.Forget(element, ElementSize);
    }

    protected abstract void Free();

    protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);
}
