namespace BpfSharp;

/// <summary>Receives one event in place, without a copy. The reference is valid only during the call.</summary>
/// <typeparam name="T">Event.</typeparam>
/// <param name="e">The event, in memory shared with the kernel.</param>
public delegate void RingBufferHandler<T>(ref readonly T e)
    where T : unmanaged;
