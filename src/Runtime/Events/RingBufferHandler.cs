namespace BpfSharp;

/// <summary>Receives one event in place, without a copy. The reference is valid only during the call.</summary>
/// <typeparam name="T">Event.</typeparam>
/// <param name="e">The event, in memory shared with the kernel.</param>
public delegate void RingBufferHandler<T>(ref readonly T e)
    where T : unmanaged;

/// <summary>Receives one record in place, until it says that it is enough. The reference is valid only during the call.</summary>
/// <typeparam name="T">Record.</typeparam>
/// <param name="e">The record, in memory shared with user space.</param>
/// <returns>Whether to go on.</returns>
public delegate bool RingBufferFunc<T>(ref readonly T e)
    where T : unmanaged;
