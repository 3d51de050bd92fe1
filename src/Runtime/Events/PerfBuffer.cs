namespace BpfSharp;

/// <summary>
/// A buffer for each CPU that carries events of one type from programs to user code (<c>BPF_MAP_TYPE_PERF_EVENT_ARRAY</c>, kernel 4.4):
/// what kernels before 5.8 have in place of a <see cref="RingBuffer{T}"/>. It is read in the same way.
/// </summary>
/// <remarks>
/// Events of one CPU come in order, those of different CPUs as they are found. What did not fit is counted in
/// <see cref="DroppedCount"/>, and so is what a program writes on a CPU that was off when the object was loaded.
/// <see cref="BpfMapAttribute.MaxEntries"/> is the size of each CPU's buffer in bytes, a power of two and a multiple of the page size.
/// </remarks>
/// <typeparam name="T">Event.</typeparam>
public sealed partial class PerfBuffer<T> : TypedMap, IEventBuffer<T>
    where T : unmanaged
{
    private const uint UsualSize = 64 * 1024;

    /// <summary>A typed view of a perf event array.</summary>
    /// <param name="map">A perf event array map. Buffers are made for it unless it has some.</param>
    /// <exception cref="ArgumentException">The map is of another kind.</exception>
    /// <exception cref="BpfException">The kernel refused to make buffers.</exception>
    public PerfBuffer(BpfMap map)
        : base(map, BpfMapType.PerfEventArray)
    {
        if (map.BufferSize == 0)
            map.BufferSize = UsualSize;
    }

    /// <summary>Size of each CPU's buffer in bytes. An event takes its own size and 12 bytes, rounded up to 8. User code only.</summary>
    public uint SizeInBytes => Map.BufferSize;

    /// <summary>
    /// Events that programs could not write, since loading. For programs that were not compiled by BpfSharp this is
    /// <see cref="LostCount"/>. User code only.
    /// </summary>
    public ulong DroppedCount => Map.DropCounter is { } read ? read() : LostCount;

    /// <summary>
    /// Events that the kernel says it lost. It says so in the stream, so this is up to date when everything before was read.
    /// User code only.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The object is disposed.</exception>
    public ulong LostCount => Map.Perf.Lost;

    /// <summary>Writes an event to the buffer of the CPU the program runs on. Programs and simulated hosts only.</summary>
    /// <param name="value">The event.</param>
    /// <returns>False when the buffer is full; this is counted in <see cref="DroppedCount"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a buffer that lives in the kernel.</exception>
    public unsafe bool TryOutput(T value) => Map.Perf.TryOutput(&value, sizeof(T));
}
