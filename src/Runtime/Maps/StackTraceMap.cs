namespace BpfSharp;

/// <summary>
/// Stacks that programs capture, each stored once under a number (<c>BPF_MAP_TYPE_STACK_TRACE</c>, kernel 4.6).
/// <see cref="BpfMapAttribute.StackDepth"/> is how many frames are kept.
/// </summary>
public sealed unsafe class StackTraceMap : TypedMap
{
    private const int StackLimit = 127;

    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A stack trace map of addresses, not of build ids.</param>
    /// <exception cref="ArgumentException">The map is of another kind.</exception>
    public StackTraceMap(BpfMap map)
        : base(map, BpfMapType.StackTrace)
    {
        if (map.ValueSize % sizeof(ulong) != 0)
            throw new ArgumentException($"Map {map.Name} has values of {map.ValueSize} bytes, which are no addresses.", nameof(map));
    }

    /// <summary>Frames that a stack has at most. User code only.</summary>
    public int Depth => Map.ValueSize / sizeof(ulong);

    /// <summary>
    /// Captures the stack of the task that the program interrupts (<c>bpf_get_stackid</c>, kernel 4.6; tracing programs). Programs and
    /// simulated hosts only; a simulated one has a single, empty stack.
    /// </summary>
    /// <param name="id">Receives the stack's number; 0 on failure.</param>
    /// <param name="options">Which stack, and what happens when another one has its hash.</param>
    /// <param name="skip">How many of the innermost frames to leave out, from 0 to 255.</param>
    /// <returns>False where there is no such stack, or no place for it: another one has its hash.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public bool TryCapture(out int id, StackTraceOptions options = StackTraceOptions.None, int skip = 0)
    {
        id = 0;
        int zero = 0;
        ulong* none = stackalloc ulong[StackLimit];
        return Map.KernelSideUpdate(&zero, none, BpfUpdateMode.Any) == 0;
    }

    /// <summary>Reads a stack, innermost frame first. User code only.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="frames">Receives the addresses.</param>
    /// <param name="count">Receives how many there are.</param>
    /// <returns>False when there is no such stack.</returns>
    /// <exception cref="ArgumentException">The span is shorter than <see cref="Depth"/>.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetFrames(int id, Span<ulong> frames, out int count)
    {
        if (frames.Length < Depth)
            throw new ArgumentException($"Stacks of map {Map.Name} have up to {Depth} frames, the span has room for {frames.Length}.", nameof(frames));
        count = 0;
        fixed (ulong* first = frames)
        {
            if (!MapOperations.Found(Map, "look up a stack of", Map.Lookup(&id, first)))
                return false;
        }

        while (count < Depth && frames[count] != 0)
            count++;
        return true;
    }

    /// <summary>A stack's addresses, innermost frame first. User code only.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>The addresses.</returns>
    /// <exception cref="KeyNotFoundException">There is no such stack.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public ulong[] GetFrames(int id)
    {
        ulong[] frames = new ulong[Depth];
        return TryGetFrames(id, frames, out int count) ? frames[..count] : throw MapEnumeration.KeyNotFound(Map);
    }

    /// <summary>Forgets a stack, so that another one may have its number. User code only.</summary>
    /// <param name="id">Its number.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(int id) => MapOperations.Remove(Map, id);
}
