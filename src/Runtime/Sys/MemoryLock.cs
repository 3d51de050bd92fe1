namespace BpfSharp.Sys;

/// <summary>
/// Before 5.11 maps and programs are charged to RLIMIT_MEMLOCK, whose usual 64 KiB is used up at once. There, and only
/// there, the limit of this process is raised.
/// </summary>
internal static unsafe class MemoryLock
{
    private static bool _isDone;

    /// <summary>Whether this process needs no more raising. Settable for the test that lowers the limit again.</summary>
    internal static bool IsDone
    {
        get => Volatile.Read(ref _isDone);
        set => Volatile.Write(ref _isDone, value);
    }

    public static void RaiseIfNeeded()
    {
        if (IsDone)
            return;
        if (!KernelFeatures.Probe(BpfFeature.CgroupMemoryAccounting))
            Raise();
        IsDone = true;
    }

    private static void Raise()
    {
        var unlimited = new NativeMethods.ResourceLimit { Current = ulong.MaxValue, Maximum = ulong.MaxValue };
        // Without CAP_SYS_RESOURCE the hard limit stays; a map that does not fit then explains itself.
        if (NativeMethods.SetResourceLimit(LinuxConstants.ResourceMemoryLock, &unlimited) != 0)
            RaiseToHardLimit();
    }

    private static void RaiseToHardLimit()
    {
        NativeMethods.ResourceLimit limit;
        if (NativeMethods.GetResourceLimit(LinuxConstants.ResourceMemoryLock, &limit) != 0)
            return;
        limit.Current = limit.Maximum;
        _ = NativeMethods.SetResourceLimit(LinuxConstants.ResourceMemoryLock, &limit);
    }
}
