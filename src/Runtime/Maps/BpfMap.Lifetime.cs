namespace BpfSharp;

public abstract partial class BpfMap
{
    /// <summary>Creates a map of its own, which belongs to no object; dispose it.</summary>
    /// <param name="name">What the kernel calls it: at most 15 letters, digits and underscores are kept.</param>
    /// <param name="type">Kind of map.</param>
    /// <param name="keySize">Bytes of a key; 0 for kinds without keys.</param>
    /// <param name="valueSize">Bytes of a value; 0 for ring buffers.</param>
    /// <param name="maxEntries">Capacity in elements; in bytes for ring buffers.</param>
    /// <param name="flags">Creation flags.</param>
    /// <remarks>It has no types: gaps between the fields of a key are compared as they are, so clear them, or have none.</remarks>
    /// <exception cref="BpfException">The kernel refused; the message says what to do.</exception>
    public static BpfMap Create(string name, BpfMapType type, int keySize, int valueSize, uint maxEntries, BpfMapFlags flags = BpfMapFlags.None)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegative(keySize);
        ArgumentOutOfRangeException.ThrowIfNegative(valueSize);
        return MapCreator.CreateAlone(new()
        {
            Name = name, Type = (uint)type, KeySize = (uint)keySize, ValueSize = (uint)valueSize, MaxEntries = maxEntries, Flags = (uint)flags,
        });
    }

    /// <summary>Opens a map that was pinned in a bpf file system, by this process or another; dispose it.</summary>
    /// <param name="path">Where it is pinned.</param>
    /// <remarks>
    /// Gaps between the fields of a key are cleared as the kernel's types of the map say, which a process without CAP_SYS_ADMIN cannot
    /// read: it must clear them itself.
    /// </remarks>
    /// <exception cref="FileNotFoundException">Nothing is pinned there.</exception>
    /// <exception cref="BpfException">The kernel refused, or what is pinned there is no map.</exception>
    public static BpfMap OpenPinned(string path) => MapOpener.ByPath(path);

    /// <summary>Opens a map by its id, as <c>bpftool map</c> shows it (kernel 4.13, CAP_SYS_ADMIN); dispose it.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="ArgumentException">There is no map of that id.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public static BpfMap OpenId(int id) => MapOpener.ById(id);

    /// <summary>
    /// Pins the map in a bpf file system, where it outlives this process: other processes open it there with
    /// <see cref="OpenPinned"/>, and the next start of a program with <see cref="UsePinned"/>. Delete the file to unpin it.
    /// </summary>
    /// <param name="path">A file that does not exist, in a folder of a bpf file system such as <c>/sys/fs/bpf</c>.</param>
    /// <exception cref="InvalidOperationException">The map is not loaded yet, or is a simulated one.</exception>
    /// <exception cref="BpfException">The kernel refused; the message says what to do.</exception>
    public virtual void Pin(string path) => throw OnlyInKernel("be pinned");

    /// <summary>
    /// Makes an object use a pinned map in place of one of its own. Call it before the object is loaded. The pinned map must be of the
    /// same kind, sizes and capacity, and the fields of its keys and values the same in name, place and size as far as both have types.
    /// </summary>
    /// <param name="path">Where it is pinned.</param>
    /// <exception cref="FileNotFoundException">Nothing is pinned there.</exception>
    /// <exception cref="InvalidOperationException">The object is loaded already, or is a simulated one.</exception>
    /// <exception cref="ArgumentException">The pinned map is another one; the message says how.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public virtual void UsePinned(string path) => throw OnlyInKernel("be pinned");

    /// <summary>Takes from user space, for good, the right to write the map; programs keep it (kernel 5.2).</summary>
    /// <exception cref="InvalidOperationException">The map is not loaded yet, or is a simulated one.</exception>
    /// <exception cref="BpfException">The kernel refused, for example because the map is mapped writable.</exception>
    public virtual void Freeze() => throw OnlyInKernel("be frozen");

    /// <summary>Closes a map that was opened or created by itself. Maps of an object are closed with it.</summary>
    public abstract void Dispose();

    private InvalidOperationException OnlyInKernel(string what) => new($"Map {Name} is simulated and cannot {what}.");
}
