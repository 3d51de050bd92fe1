namespace BpfSharp.Bench.Pairs;

/// <summary>After runqlat: how long threads wait for a CPU once they could run.</summary>
[BpfObject]
public sealed unsafe partial class RunQueue
{
    [BpfMap(MaxEntries = 10_240)] public partial HashMap<int, ulong> WaitingSince { get; }
    [BpfMap(MaxEntries = 32)] public partial ArrayMap<ulong> Microseconds { get; }
    public partial int OnlyProcess { get; init; }

    [BtfTracepoint("sched_wakeup")]
    int OnWakeup(TaskStruct* task) => Wait(task);

    [BtfTracepoint("sched_wakeup_new")]
    int OnWakeupNew(TaskStruct* task) => Wait(task);

    [BtfTracepoint("sched_switch")]
    int OnSwitch(bool preempted, TaskStruct* previous, TaskStruct* next)
    {
        if (preempted)
            Wait(previous);
        int thread = next->pid;
        if (!WaitingSince.TryGetValue(thread, out ulong since))
            return 0;
        WaitingSince.Remove(thread);
        ulong waited = Bpf.KtimeNs - since;
        Microseconds[Bucket(waited / 1000)]++;
        return 0;
    }

    int Wait(TaskStruct* task)
    {
        int process = task->tgid, thread = task->pid;
        if (process == 0 || (OnlyProcess != 0 && process != OnlyProcess))
            return 0;
        WaitingSince.TrySet(thread, Bpf.KtimeNs);
        return 0;
    }

    static int Bucket(ulong value)
    {
        int bucket = 0;
        while (value > 1 && bucket < 31)
        {
            value >>= 1;
            bucket++;
        }
        return bucket;
    }
}
