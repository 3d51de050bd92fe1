using BpfSharp.Simulation;

namespace BpfSharp;

/// <summary>
/// What a program may ask the kernel. Inside a program these become helper calls; on the CLR they answer from the
/// <see cref="SimulatedKernel"/> entered on the current thread, so that program methods can run in unit tests.
/// </summary>
public static unsafe partial class Bpf
{
    /// <summary>Process id in the upper 32 bits, thread id in the lower (<c>bpf_get_current_pid_tgid</c>, kernel 4.2).</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static ulong CurrentPidTgid => ((ulong)(uint)Host.Tgid << 32) | (uint)Host.Pid;

    /// <summary>Process id, as user space means it: the kernel's thread group id.</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static int CurrentTgid => Host.Tgid;

    /// <summary>Thread id: what the kernel calls pid.</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static int CurrentPid => Host.Pid;

    /// <summary>Group id in the upper 32 bits, user id in the lower (<c>bpf_get_current_uid_gid</c>, kernel 4.2).</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static ulong CurrentUidGid => ((ulong)Host.Gid << 32) | Host.Uid;

    /// <summary>User id of the current task.</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static uint CurrentUid => Host.Uid;

    /// <summary>Group id of the current task.</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static uint CurrentGid => Host.Gid;

    /// <summary>Name of the current task (<c>bpf_get_current_comm</c>, kernel 4.2).</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static Comm CurrentComm => Host.Comm;

    /// <summary>Nanoseconds since boot, not counting suspend (<c>bpf_ktime_get_ns</c>, kernel 4.1).</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static ulong KtimeNs => Host.KtimeNs;

    /// <summary>Nanoseconds since boot, counting suspend (<c>bpf_ktime_get_boot_ns</c>, kernel 5.8).</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static ulong BootTimeNs => Host.BootTimeNs;

    /// <summary>Number of the CPU the program runs on (<c>bpf_get_smp_processor_id</c>, kernel 4.1).</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static int CurrentCpu => Host.Cpu;

    /// <summary>A pseudo-random number (<c>bpf_get_prandom_u32</c>, kernel 4.1); not for secrets.</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static uint RandomUInt32 => Host.NextRandom();

    /// <summary>Id of the current task's control group in the unified hierarchy (<c>bpf_get_current_cgroup_id</c>, kernel 4.18).</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static ulong CurrentCgroupId => Host.CgroupId;

    /// <summary>The current task as a kernel type (<c>bpf_get_current_task</c>, kernel 4.8; the typed form where the kernel has it).</summary>
    /// <typeparam name="T">A struct marked <see cref="KernelTypeAttribute"/>.</typeparam>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered, or no task was set on it.</exception>
    public static T* CurrentTask<T>()
        where T : unmanaged => (T*)Host.CurrentTask(sizeof(T));

    /// <summary>Reads kernel memory that may be invalid (<c>bpf_probe_read_kernel</c>, kernel 5.5).</summary>
    /// <typeparam name="T">What to read.</typeparam>
    /// <param name="source">Kernel address.</param>
    /// <param name="value">Receives a copy; zero on failure.</param>
    /// <returns>False when the address is not readable.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static bool TryReadKernel<T>(T* source, out T value)
        where T : unmanaged => Host.Memory.TryRead(source, isUser: false, out value);

    /// <summary>Reads kernel memory; zero when the address is not readable.</summary>
    /// <typeparam name="T">What to read.</typeparam>
    /// <param name="source">Kernel address.</param>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static T ReadKernel<T>(T* source)
        where T : unmanaged => Host.Memory.TryRead(source, isUser: false, out T value) ? value : default;

    /// <summary>Reads memory of the current task (<c>bpf_probe_read_user</c>, kernel 5.5).</summary>
    /// <typeparam name="T">What to read.</typeparam>
    /// <param name="source">User address.</param>
    /// <param name="value">Receives a copy; zero on failure.</param>
    /// <returns>False when the address is not readable or not in memory.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static bool TryReadUser<T>(T* source, out T value)
        where T : unmanaged => Host.Memory.TryRead(source, isUser: true, out value);

    /// <summary>The number that was given when the program was attached, so that one program knows several places apart (<c>bpf_get_attach_cookie</c>, kernel 5.15); 0 if none was.</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static ulong AttachCookie => Host.AttachCookie;

    /// <summary>The kernel address of the function the program runs for (<c>bpf_get_func_ip</c>, kernel 5.15): in kprobes at a function's entry, kretprobes, fentry, fexit and fmod_ret programs.</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static ulong FunctionAddress => Host.FunctionAddress;

    /// <summary>Whether a <see cref="KprobeSessionAttribute"/> program runs because the function returns, and not because it was called (kernel 6.10).</summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static bool IsSessionReturn => Host.IsSessionReturn;

    /// <summary>
    /// 64 bits that a <see cref="KprobeSessionAttribute"/> program keeps between a function's entry and its return: what is written at the entry
    /// of a call is read when that call returns. The kernel does not clear it: at the entry, write it before it is read (kernel 6.10).
    /// </summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static ref ulong SessionCookie => ref Host.SessionCookie;

    /// <summary>
    /// This CPU's variable of those that each CPU has one of (<c>bpf_this_cpu_ptr</c>, kernel 5.10). A program must not use it for longer
    /// than it stays on the CPU, which only programs that sleep leave.
    /// </summary>
    /// <typeparam name="T">Type of the variable.</typeparam>
    /// <param name="symbol">A <see cref="KsymAttribute"/> property.</param>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static T* ThisCpu<T>(T* symbol)
        where T : unmanaged => PerCpu(symbol, (uint)Host.Cpu);

    /// <summary>A CPU's variable of those that each CPU has one of (<c>bpf_per_cpu_ptr</c>, kernel 5.10).</summary>
    /// <typeparam name="T">Type of the variable.</typeparam>
    /// <param name="symbol">A <see cref="KsymAttribute"/> property.</param>
    /// <param name="cpu">The CPU, from 0.</param>
    /// <returns>The variable, which is another CPU's to change; null when there is no such CPU. A simulated kernel has one for all.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static T* PerCpu<T>(T* symbol, uint cpu)
        where T : unmanaged => cpu < (uint)Host.CpuCount ? symbol : null;

    /// <summary>Whether the kernel has a function; known when the program is verified, so that what is behind a false answer costs nothing.</summary>
    /// <param name="method">The name of a method marked <see cref="KfuncAttribute"/>, a constant: <c>nameof(…)</c>.</param>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static bool HasKernelFunction(string method) => Host.KernelFunctions.Contains(method);

    private static SimulatedKernel Host => SimulatedKernel.Current;
}
