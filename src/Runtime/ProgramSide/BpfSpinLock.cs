using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>
/// A lock in a map's element (<c>struct bpf_spin_lock</c>, kernel 5.1): a field of the struct that is the value of a <see cref="HashMap{TKey, TValue}"/>,
/// an <see cref="ArrayMap{TValue}"/> or a local storage. Programs that change several fields hold it meanwhile, so that no other program and no user
/// code sees half of a change: user code's reads and writes of such a map take the lock by themselves (<c>BPF_F_LOCK</c>).
/// </summary>
/// <remarks>
/// <code>
/// struct Total { public BpfSpinLock Lock; public ulong Packets, Bytes; }
/// …
/// using (total.Lock.EnterScope())
/// {
///     total.Packets++;
///     total.Bytes += length;
/// }
/// </code>
/// While it is held nothing may be called that the kernel does, and no other lock taken: the compiler says where a program would. Maps with
/// locks cannot be used in socket filters, kprobes, tracepoints and raw tracepoints, nor before kernel 6.6 in programs that sleep.
/// Facts: kernel/bpf/verifier.c (check_map_prog_compatibility, process_spin_lock).
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public struct BpfSpinLock
{
    private int _isHeld;

    /// <summary>Takes the lock (<c>bpf_spin_lock</c>) until the end of the <c>using</c> that this must stand in.</summary>
    /// <returns>What gives it back when disposed, however the scope is left.</returns>
    [UnscopedRef]
    public BpfSpinLockScope EnterScope()
    {
        var waiting = default(SpinWait);
        while (Interlocked.CompareExchange(ref _isHeld, 1, 0) != 0)
            waiting.SpinOnce();
        return new(ref _isHeld);
    }
}

/// <summary>A lock that is held; what <see cref="BpfSpinLock.EnterScope"/> gives.</summary>
public readonly ref struct BpfSpinLockScope
{
    private readonly ref int _isHeld;

    internal BpfSpinLockScope(ref int isHeld) => _isHeld = ref isHeld;

    /// <summary>Gives the lock back (<c>bpf_spin_unlock</c>).</summary>
    public void Dispose() => Volatile.Write(ref _isHeld, 0);
}
