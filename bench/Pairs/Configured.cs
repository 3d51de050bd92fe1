namespace BpfSharp.Bench.Pairs;

/// <summary>Many settings that are fixed before load: the verifier drops what they rule out.</summary>
[BpfObject]
public sealed unsafe partial class Configured
{
    public partial int OnlyProcess { get; init; }
    public partial uint OnlyUser { get; init; }
    public partial bool HasProcess { get; init; }
    public partial bool HasUser { get; init; }
    public partial bool CountThreads { get; init; }
    [InitialValue(1)] public partial uint OneOf { get; init; }
    public partial ref ulong Seen { get; }
    public partial ref ulong Threads { get; }

    [BtfTracepoint("sched_process_fork")]
    int OnFork(TaskStruct* parent, TaskStruct* child)
    {
        if (HasProcess && parent->tgid != OnlyProcess)
            return 0;
        if (HasUser && Bpf.CurrentUid != OnlyUser)
            return 0;
        if (OneOf > 1 && Bpf.RandomUInt32 % OneOf != 0)
            return 0;
        if (child->pid != child->tgid)
        {
            if (CountThreads)
                Interlocked.Increment(ref Threads);
            return 0;
        }
        Interlocked.Increment(ref Seen);
        return 0;
    }
}
