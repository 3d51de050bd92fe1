namespace BpfSharp.Bench.Pairs;

/// <summary>Walks up the process tree by probed reads, up to eight ancestors.</summary>
[BpfObject]
public sealed unsafe partial class Ancestors
{
    public partial int Wanted { get; init; }
    public partial ref ulong Descendants { get; }

    [RawTracepoint("sys_enter")]
    int OnCall()
    {
        TaskStruct* task = Bpf.CurrentTask<TaskStruct>();
        for (int depth = 0; depth < 8; depth++)
        {
            int process = task->tgid;
            if (process <= 1)
                return 0;
            if (process == Wanted)
            {
                Interlocked.Increment(ref Descendants);
                return 0;
            }
            task = task->real_parent;
        }
        return 0;
    }
}
