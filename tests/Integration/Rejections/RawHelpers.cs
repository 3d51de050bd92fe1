namespace BpfSharp.Integration.Rejections;

/// <summary>Helpers as the kernel has them, without the care that the library's own members take.</summary>
internal static unsafe class RawHelpers
{
    [KernelHelper(1)] public static long* Lookup(object map, int* key) => throw InKernel();
    [KernelHelper(1)] public static long* LookupWithoutKey(object map) => throw InKernel();
    [KernelHelper(1)] public static long* LookupInNumber(long map, int* key) => throw InKernel();
    [KernelHelper(5)] public static long* TimeAsPointer() => throw InKernel();
    [KernelHelper(12)] public static long TailCall(void* context, object map, uint index) => throw InKernel();
    [KernelHelper(16)] public static long Comm(void* text, int size) => throw InKernel();
    [KernelHelper(25)] public static long PerfOutput(void* context, object map, ulong flags, void* data, int size) => throw InKernel();
    [KernelHelper(26)] public static long LoadBytes(void* context, int offset, void* target, int size) => throw InKernel();
    [KernelHelper(27)] public static long StackId(void* context, object map, ulong flags) => throw InKernel();
    [KernelHelper(35)] public static long* TaskAddress() => throw InKernel();
    [KernelHelper(51)] public static long RedirectMap(object map, uint key, ulong flags) => throw InKernel();
    [KernelHelper(84)] public static long* LookupTcp(void* context, void* tuple, uint size, ulong netns, ulong flags) => throw InKernel();
    [KernelHelper(86)] public static long ReleaseSocket(void* socket) => throw InKernel();
    [KernelHelper(87)] public static long Push(object map, void* value, ulong flags) => throw InKernel();
    [KernelHelper(93)] public static void Lock(void* spinLock) => throw InKernel();
    [KernelHelper(94)] public static void Unlock(void* spinLock) => throw InKernel();
    [KernelHelper(113)] public static long ReadKernel(void* target, int size, void* source) => throw InKernel();
    [KernelHelper(113)] public static long ReadKernelInto(in long target, int size, void* source) => throw InKernel();
    [KernelHelper(131)] public static long* Reserve(object ring, ulong size, ulong flags) => throw InKernel();
    [KernelHelper(132)] public static void Submit(void* record, ulong flags) => throw InKernel();
    [KernelHelper(158)] public static long* TaskRecord() => throw InKernel();
    [KernelHelper(169)] public static long InitTimer(void* timer, object map, ulong flags) => throw InKernel();
    [KernelHelper(171)] public static long StartTimer(void* timer, ulong nanoseconds, ulong flags) => throw InKernel();
    [KernelHelper(9999)] public static long Nonexistent() => throw InKernel();

    private static NotSupportedException InKernel() => new("This is a helper of the kernel.");
}
