using System.Runtime.InteropServices;
using BpfSharp;

/// <summary>One call of openat(2).</summary>
internal struct Opening
{
    public int Process, Result;
    public ulong Nanoseconds;
    public Comm Comm;
    public FixedString256 File;
}

/// <summary>What is known when a call begins.</summary>
internal unsafe struct Began
{
    public ulong Time;
    public byte* File;
}

/// <summary>The record of <c>syscalls:sys_enter_openat</c>. The kernel's description of it is compared when the program is loaded.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct EnterRecord
{
    [FieldOffset(24)]
    public byte* filename;
}

/// <summary>The record of <c>syscalls:sys_exit_openat</c>.</summary>
[StructLayout(LayoutKind.Explicit)]
internal struct ExitRecord
{
    [FieldOffset(16)]
    public long ret;
}

/// <summary>Sees the beginning and the end of every openat(2). The name is read at the end, when its page is in memory for certain.</summary>
[BpfObject]
internal sealed unsafe partial class OpenProbe
{
    [BpfMap(MaxEntries = 10_240)]
    public partial HashMap<int, Began> Calls { get; }

    [BpfMap(MaxEntries = 1024 * 1024)]
    public partial RingBuffer<Opening> Openings { get; }

    /// <summary>Only this process; 0 for all.</summary>
    public partial int Process { get; init; }

    [Tracepoint("syscalls/sys_enter_openat")]
    int OnEnter(EnterRecord* record)
    {
        if (Process == 0 || Bpf.CurrentTgid == Process)
            Calls.TrySet(Bpf.CurrentPid, new() { Time = Bpf.KtimeNs, File = record->filename });
        return 0;
    }

    [Tracepoint("syscalls/sys_exit_openat")]
    int OnExit(ExitRecord* record)
    {
        int thread = Bpf.CurrentPid;
        if (!Calls.TryGetValue(thread, out Began began)) return 0;
        Calls.Remove(thread);
        if (!Openings.TryReserve(out var slot)) return 0; // full: counted in Openings.DroppedCount
        slot.Value.Process = Bpf.CurrentTgid;
        slot.Value.Result = (int)record->ret;
        slot.Value.Nanoseconds = Bpf.KtimeNs - began.Time;
        slot.Value.Comm = Bpf.CurrentComm;
        Bpf.TryReadUserString(began.File, out slot.Value.File);
        slot.Submit();
        return 0;
    }
}
