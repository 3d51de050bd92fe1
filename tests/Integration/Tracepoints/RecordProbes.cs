using System.Runtime.InteropServices;

namespace BpfSharp.Integration.Tracepoints;

[StructLayout(LayoutKind.Explicit)]
internal struct WrongPlace
{
    [FieldOffset(8)]
    public int __syscall_nr;

    [FieldOffset(24)]
    public long dfd;
}

[StructLayout(LayoutKind.Explicit)]
internal struct WrongSize
{
    [FieldOffset(8)]
    public long __syscall_nr;
}

[StructLayout(LayoutKind.Explicit)]
internal struct WrongName
{
    [FieldOffset(16)]
    public long dfdd;
}

[BpfObject]
internal sealed unsafe partial class WrongPlaceProbe
{
    [Tracepoint("syscalls/sys_enter_openat")]
    int On(WrongPlace* record) => (int)record->dfd;
}

[BpfObject]
internal sealed unsafe partial class WrongSizeProbe
{
    [Tracepoint("syscalls/sys_enter_openat")]
    int On(WrongSize* record) => (int)record->__syscall_nr;
}

[BpfObject]
internal sealed unsafe partial class WrongNameProbe
{
    [Tracepoint("syscalls/sys_enter_openat")]
    int On(WrongName* record) => (int)record->dfdd;
}

internal struct SeenRun
{
    public int Process, Parent;
    public byte IsWhole;
    public FixedString64 File;
}

/// <summary>A record with a string of variable length: where it is, is in the lower half of the field, how long in the upper.</summary>
[KernelType("trace_event_raw_sched_process_exec")]
internal struct ExecRecord
{
    public uint __data_loc_filename;
    public int pid;
}

[BpfObject]
internal sealed unsafe partial class ExecProbe
{
    [BpfMap(MaxEntries = 64 * 1024)]
    public partial RingBuffer<SeenRun> Runs { get; }

    [Tracepoint("sched/sched_process_exec")]
    int OnExec(ExecRecord* record)
    {
        if (!Runs.TryReserve(out var slot)) return 0;
        slot.Value.Process = record->pid;
        slot.Value.IsWhole = (byte)(Bpf.TryReadKernelString((byte*)record + (record->__data_loc_filename & 0xffff), out slot.Value.File) ? 1 : 0);
        slot.Submit();
        return 0;
    }
}

/// <summary>Programs that are attached at run time, with a number for each place.</summary>
[BpfObject(MinimumKernel = "5.15")]
internal sealed unsafe partial class CookieProbes
{
    public partial int Thread { get; init; }

    [BpfMap(MaxEntries = 16)]
    public partial HashMap<ulong, int> Hits { get; }

    [Tracepoint("syscalls/sys_enter_getppid")]
    int OnTracepoint(void* record)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        ulong cookie = Bpf.AttachCookie;
        ref int hits = ref Hits.GetValueRefOrNullRef(cookie);
        if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref hits)) Hits.TryAdd(cookie, 1);
        else hits++;
        return 0;
    }
}

/// <summary>The helper is older, but not for raw tracepoints.</summary>
[BpfObject(MinimumKernel = "6.10")]
internal sealed partial class RawCookieProbe
{
    public partial int Thread { get; init; }
    public partial ref ulong Cookie { get; }

    [RawTracepoint("sys_enter")]
    int OnRaw()
    {
        if (Bpf.CurrentPid == Thread) Cookie = Bpf.AttachCookie;
        return 0;
    }
}

/// <summary>What a test looks at must be the only thing that is attached.</summary>
[BpfObject]
internal sealed partial class AnyTracepoint
{
    public partial int Thread { get; init; }
    public partial ref int Hits { get; }

    [RawTracepoint("sys_exit")]
    int OnRaw()
    {
        if (Bpf.CurrentPid == Thread) Hits++;
        return 0;
    }
}
