using BpfSharp.Btf;

namespace BpfSharp.Sys;

/// <summary>How each feature is tried.</summary>
internal static class FeatureProbes
{
    private const int HelperKtimeGetCoarseNs = 160;
    private const int HelperTimerInit = 169;
    private const int HelperLoop = 181;
    private const int HelperReserveDynptr = 198;
    private const int AtomicExchange = 0xe1;
    private const uint SleepableFlag = 1 << 4;

    private static readonly Instruction[] Nothing = [Instruction.MoveImmediate(0, 0), Instruction.Exit()];

    public static bool Run(BpfFeature feature) => feature switch
    {
        BpfFeature.KernelBtf => File.Exists(KernelBtf.RunningPath),
        BpfFeature.ObjectNames => ProbeObjects.CanLoad(ProgramType.SocketFilter, Nothing, name: "probe"),
        BpfFeature.ProgramBtf => BtfProbes.CanLoadInt(),
        BpfFeature.MappableArrays => ProbeObjects.CanCreateMap(BpfMapType.Array, 4, 4, 1, BpfMapFlags.Mappable),
        BpfFeature.FrozenMaps => ProbeObjects.CanFreezeMap(),
        BpfFeature.RingBuffer => ProbeObjects.CanCreateMap(BpfMapType.RingBuffer, 0, 0, (uint)Environment.SystemPageSize),
        BpfFeature.PerfEventLinks => ProbeObjects.CanLinkPerfEvents(Nothing),
        // The helper arrived in the same release as the accounting, which itself cannot be asked about.
        BpfFeature.CgroupMemoryAccounting => ProbeObjects.CanLoad(ProgramType.SocketFilter, [Instruction.Call(HelperKtimeGetCoarseNs), .. Nothing]),
        BpfFeature.BatchOperations => ProbeObjects.CanReadBatches(),
        BpfFeature.RawTracepoints => ProbeObjects.CanLoad(ProgramType.RawTracepoint, Nothing),
        BpfFeature.BtfTracepoints => CanTrace(AttachType.TraceRawTracepoint, static kernel => kernel.FindTracepointTypedef("sched_switch")),
        BpfFeature.FunctionTrampolines => CanTrace(AttachType.TraceFentry, static kernel => FirstFunction(kernel)),
        BpfFeature.Iterators => CanTrace(AttachType.TraceIterator, static kernel => kernel.FindFunction("bpf_iter_task")),
        BpfFeature.KprobeMulti => MultiKprobeLinks.IsSupported(AttachType.TraceKprobeMulti),
        BpfFeature.KprobeSession => MultiKprobeLinks.IsSupported(AttachType.TraceKprobeSession),
        BpfFeature.Kprobes => File.Exists(KprobeLinks.TypePath),
        BpfFeature.SyscallPrograms => ProbeObjects.CanLoad(ProgramType.Syscall, Nothing, flags: SleepableFlag),
        // The program type came in the same release; asking for a link itself needs an interface.
        BpfFeature.XdpLinks => ProbeObjects.CanLoad((ProgramType)30, [Instruction.MoveImmediate(0, 1), Instruction.Exit()], expected: (AttachType)36),
        BpfFeature.FetchingAtomics => ProbeObjects.CanLoad(ProgramType.SocketFilter,
        [
            Instruction.StoreWide(10, -8, 0), Instruction.MoveImmediate(1, 1), Instruction.Atomic(10, -8, 1, AtomicExchange), .. Nothing,
        ]),
        BpfFeature.CpuV4 => ProbeObjects.CanLoad(ProgramType.SocketFilter,
            [Instruction.MoveImmediate(0, 6), Instruction.SignedDivide(0, -2), Instruction.Exit()]),
        BpfFeature.LoopHelper => ProbeObjects.KnowsHelper(ProgramType.SocketFilter, HelperLoop),
        BpfFeature.KernelReferences => BtfProbes.CanKeepReferences(),
        BpfFeature.Dynptrs => ProbeObjects.KnowsHelper(ProgramType.SocketFilter, HelperReserveDynptr),
        BpfFeature.Timers => ProbeObjects.KnowsHelper(ProgramType.SocketFilter, HelperTimerInit),
        _ => throw new ArgumentOutOfRangeException(nameof(feature), feature, "No such feature."),
    };

    private static bool CanTrace(AttachType attachType, Func<KernelBtf, int> findTarget)
    {
        if (RunningKernel.Types() is not { } kernel || findTarget(kernel) is not (not 0 and var id))
            return false;
        return ProbeObjects.CanLoad(ProgramType.Tracing, Nothing, expected: attachType, attachBtfId: id);
    }

    // The first exists for this very purpose, but only where the kernel has networking tests; the others are old and everywhere.
    private static int FirstFunction(KernelBtf kernel)
    {
        foreach (string name in (ReadOnlySpan<string>)["bpf_fentry_test1", "do_exit", "vfs_read"])
        {
            if (kernel.FindFunction(name) is not 0 and var id)
                return id;
        }

        return 0;
    }
}
