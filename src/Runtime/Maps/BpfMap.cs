namespace BpfSharp;

/// <summary>
/// A map without its element types: the low-level view on which the typed maps stand. Where it lives (kernel or
/// simulated) is up to the host that made it.
/// </summary>
/// <remarks>All operations are thread-safe.</remarks>
public abstract unsafe partial class BpfMap : IDisposable
{
    private protected BpfMap(string name, BpfMapType type, int keySize, int valueSize, uint maxEntries, BpfMapFlags flags)
    {
        Name = name;
        Type = type;
        KeySize = keySize;
        ValueSize = valueSize;
        MaxEntries = maxEntries;
        Flags = flags;
    }

    /// <summary>Name in the object.</summary>
    public string Name { get; }

    /// <summary>Kind of map.</summary>
    public BpfMapType Type { get; }

    /// <summary>Bytes of a key.</summary>
    public int KeySize { get; }

    /// <summary>Bytes of a value; for per-CPU maps, of one CPU's value.</summary>
    public int ValueSize { get; }

    /// <summary>Capacity in elements; in bytes for ring buffers.</summary>
    public uint MaxEntries { get; private protected set; }

    /// <summary>Creation flags.</summary>
    public BpfMapFlags Flags { get; }

    /// <summary>The kernel's id of the map (as <c>bpftool map</c> shows it); 0 before loading and on a simulated host.</summary>
    public abstract int Id { get; }

    /// <summary>Whether each element has a value per CPU.</summary>
    internal bool IsPerCpu =>
        Type is BpfMapType.PerCpuHash or BpfMapType.LruPerCpuHash or BpfMapType.PerCpuArray or BpfMapType.PerCpuCgroupStorage;

    /// <summary>Gaps between the fields of the key (of a Bloom filter's value): offset, length, offset, length …; null for none.</summary>
    internal int[]? KeyPadding { get; set; }

    /// <summary>Number of CPUs a per-CPU element has values for.</summary>
    internal abstract int CpuCount { get; }

    /// <summary>Bytes between two CPUs' values: the kernel rounds to 8.</summary>
    internal int ValueStride => (ValueSize + 7) & ~7;

    /// <summary>Bytes one element's value takes when read or written by user code.</summary>
    internal int ElementSize => IsPerCpu ? ValueStride * CpuCount : ValueSize;

    // Element operations return 0 or an errno, so that expected failures cost no exception.
    // For per-CPU maps the value is ElementSize bytes: every CPU's value.
    internal abstract int Lookup(void* key, void* value);

    internal abstract int Update(void* key, void* value, BpfUpdateMode mode);

    internal abstract int Delete(void* key);

    /// <summary>Takes an element; ENOTSUPP where the kernel cannot do both at once.</summary>
    internal abstract int LookupAndDelete(void* key, void* value);

    /// <summary>The key after <paramref name="key"/>, or the first for null; ENOENT after the last.</summary>
    internal abstract int NextKey(void* key, void* next);

    /// <summary>
    /// Reads many elements. The cursor starts as default and is opaque. ENOENT with elements means "these were the
    /// last"; ENOSPC means the room given cannot hold one hash bucket and must grow; ENOTSUPP and EOPNOTSUPP that the kernel
    /// does not read maps of this kind in batches.
    /// </summary>
    internal abstract int ReadBatch(ref BatchCursor cursor, void* keys, void* values, ref int count);

    /// <summary>Writes or removes many elements as far as it gets: count becomes how many were. ENOTSUPP as for <see cref="ReadBatch"/>.</summary>
    internal virtual int WriteBatch(void* keys, void* values, ref int count) => Errno.ENOTSUPP;

    internal virtual int DeleteBatch(void* keys, ref int count) => Errno.ENOTSUPP;

    // What a program sees: only a simulated host can answer.
    internal virtual nint KernelSideReference(void* key) => throw NotFromUserCode();

    internal virtual int KernelSideLookup(void* key, void* value) => throw NotFromUserCode();

    /// <summary>A local storage's value of a kernel object; 0 where there is none.</summary>
    internal virtual nint KernelSideStorage(nint owner, bool isCreated) => throw NotFromUserCode();

    internal virtual bool KernelSideStorageRemove(nint owner) => throw NotFromUserCode();

    // Maps of maps.
    internal virtual BpfMap? InnerMap(void* key) => throw NotOfMaps();

    internal virtual BpfMap CreateInner() => throw NotOfMaps();

    internal virtual int SetInner(void* key, BpfMap inner) => throw NotOfMaps();

    private InvalidOperationException NotOfMaps() => new($"Map {Name} is a {Type} map, not a map of maps.");

    internal virtual bool IsSimulated => false;

    /// <summary>Whether a place of an array of kernel objects is filled.</summary>
    internal bool KernelSideContains(int index)
    {
        int value;
        return KernelSideLookup(&index, &value) == 0;
    }

    internal virtual int KernelSideUpdate(void* key, void* value, BpfUpdateMode mode) => throw NotFromUserCode();

    /// <summary>The ring behind a <see cref="BpfMapType.RingBuffer"/>.</summary>
    internal virtual Events.RingChannel Ring =>
        throw new InvalidOperationException($"Map {Name} is a {Type} map, not a ring buffer.");

    /// <summary>The writer's end of a <see cref="BpfMapType.UserRingBuffer"/>.</summary>
    internal virtual Events.UserRingChannel UserRing =>
        throw new InvalidOperationException($"Map {Name} is a {Type} map, not a user ring buffer.");

    /// <summary>The buffers behind a <see cref="BpfMapType.PerfEventArray"/>.</summary>
    internal virtual Events.PerfChannel Perf =>
        throw new InvalidOperationException($"Map {Name} is a {Type} map, not a perf event array.");

    /// <summary>Bytes of each CPU's perf buffer; 0 while nobody has said.</summary>
    internal uint BufferSize { get; set; }

    /// <summary>Reads how many records of a ring buffer were dropped; null when nobody counts them.</summary>
    internal Func<ulong>? DropCounter { get; set; }

    private protected InvalidOperationException NotFromUserCode() => new(
        $"This member of map {Name} works only inside a BPF program (or on a SimulatedKernel): user code has no access to the kernel's memory or to \"this CPU's\" value. " +
        "Use TryGetValue, the indexer or GetValues.");
}
