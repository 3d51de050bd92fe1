using BpfSharp;

/// <summary>What the kernel side tells the user side of a new process.</summary>
internal struct CloneEvent
{
    /// <summary>Nanoseconds since boot.</summary>
    public ulong Timestamp;

    public int Parent;
    public int Child;

    /// <summary>The parent's name.</summary>
    public Comm Comm;
}
