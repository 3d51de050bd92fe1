using System.Runtime.InteropServices;

namespace BpfSharp.Sys;

/// <summary>Numbers from the Linux headers; those that differ between architectures are properties.</summary>
internal static class LinuxConstants
{
    public const int ProtRead = 1;
    public const int ProtWrite = 2;
    public const int MapShared = 1;
    public const int MapPrivate = 2;
    public const int MapFixed = 0x10;
    public const int MapAnonymous = 0x20;
    public const int RemapMayMove = 1;
    public const int RemapFixed = 2;
    public const int FcntlDuplicateCloseOnExec = 1030;
    public const int OpenReadOnly = 0;
    /// <summary>O_DIRECTORY.</summary>
    public static int OpenFolder => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;
    public const int OpenNonBlocking = 0x800;
    public const int OpenCloseOnExec = 0x80000;
    public const int EventFdCloseOnExec = 0x80000;
    public const int EventFdNonBlocking = 0x800;
    public const int EpollCloseOnExec = 0x80000;
    public const int EpollAdd = 1;
    public const int EpollDelete = 2;
    public const uint EpollIn = 1;
    public const uint EpollEdgeTriggered = 1u << 31;
    public const short PollIn = 1;
    public const short PollOut = 4;
    public const int ResourceMemoryLock = 8;
    public const int SolSocket = 1;
    public const int SoAttachBpf = 50;
    public const int SoDetachFilter = 27;
    public const nuint PerfEventEnable = 0x2400;
    public const nuint PerfEventDisable = 0x2401;
    public const nuint PerfEventSetBpf = 0x40042408;
    public const ulong PerfFlagCloseOnExec = 8;

    // The same on all architectures, as all that were added since 5.1.
    public const long SyscallPidFdOpen = 434;

    public static long SyscallBpf => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 321,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 280,
        var other => throw new PlatformNotSupportedException($"BpfSharp does not know the system call numbers of {other}."),
    };

    public static long SyscallPerfEventOpen => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 298,
        Architecture.Arm64 or Architecture.RiscV64 or Architecture.LoongArch64 => 241,
        var other => throw new PlatformNotSupportedException($"BpfSharp does not know the system call numbers of {other}."),
    };

    /// <summary>The architecture's part in the name of a system call's kernel function.</summary>
    public static string SyscallFunctionPrefix => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => "__x64_sys_",
        Architecture.Arm64 => "__arm64_sys_",
        Architecture.RiscV64 => "__riscv_sys_",
        _ => "sys_",
    };
}
