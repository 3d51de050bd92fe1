namespace BpfSharp.Integration.Hooks;

/// <summary>The record of <c>sched:sched_process_fork</c>, found by CO-RE: kernel 6.17 moved its fields.</summary>
[KernelType("trace_event_raw_sched_process_fork")]
internal struct ForkRecord
{
    public int parent_pid;
    public int child_pid;
}

internal struct ForkPair
{
    public int Parent, Child;
    public uint Uid;
}

[BpfObject]
internal sealed unsafe partial class HookProbes
{
    [BpfMap(MaxEntries = 4096)]
    public partial RingBuffer<ForkPair> Forks { get; }

    public partial ref int Packets { get; }

    [Tracepoint("sched/sched_process_fork")]
    public int OnFork(ForkRecord* record)
    {
        if (!Forks.TryReserve(out var slot))
            return 0;
        slot.Value = new() { Parent = record->parent_pid, Child = record->child_pid, Uid = Bpf.CurrentUid };
        slot.Submit();
        return 0;
    }

    /// <summary>Returns XDP_DROP (1) for every other packet and XDP_PASS (2) for the rest.</summary>
    [Xdp]
    public int EveryOther()
    {
        Packets++;
        return (Packets & 1) == 1 ? 1 : 2;
    }
}
