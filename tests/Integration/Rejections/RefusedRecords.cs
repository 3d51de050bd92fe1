using static BpfSharp.Integration.Rejections.RawHelpers;

namespace BpfSharp.Integration.Rejections;

/// <summary>Kernel records whose type the verifier knows, used against it. The helper is of 5.11.</summary>
[BpfObject(MinimumKernel = "5.11")]
public sealed unsafe partial class RefusedRecords
{
    public partial ref int Index { get; }
    public partial ref long Result { get; }

    [BtfTracepoint("sched_switch")]
    int KernelRecordWritten()
    {
        long* task = TaskRecord();
        *task = 1; // refused
        return 0;
    }

    [BtfTracepoint("sched_switch")]
    int KernelRecordTooFar()
    {
        long* task = TaskRecord();
        Result = task[1 << 20]; // refused
        return 0;
    }

    [BtfTracepoint("sched_switch")]
    int KernelRecordBefore()
    {
        long* task = TaskRecord();
        Result = task[-1]; // refused
        return 0;
    }

    [BtfTracepoint("sched_switch")]
    int KernelRecordIndexed()
    {
        long* task = TaskRecord();
        Result = task[Index & 7]; // refused
        return 0;
    }
}
