namespace BpfSharp.Compiler.Lowering;

/// <summary>The kernel helpers that the lowerer calls, by their numbers in <c>enum bpf_func_id</c> (include/uapi/linux/bpf.h).</summary>
internal enum BpfHelper
{
    MapLookupElement = 1,
    MapUpdateElement = 2,
    MapDeleteElement = 3,
    KtimeGetNs = 5,
    TracePrintk = 6,
    GetPrandomU32 = 7,
    GetSmpProcessorId = 8,
    GetCurrentPidTgid = 14,
    GetCurrentUidGid = 15,
    GetCurrentComm = 16,
    GetCurrentTask = 35,
    GetCurrentCgroupId = 80,
    MapPushElement = 87,
    MapPopElement = 88,
    MapPeekElement = 89,
    ProbeReadUser = 112,
    ProbeReadKernel = 113,
    KtimeGetBootNs = 125,
    SeqWrite = 127,
    RingBufferOutput = 130,
    RingBufferReserve = 131,
    RingBufferSubmit = 132,
    RingBufferDiscard = 133,
    GetFunctionReturn = 184,
}
