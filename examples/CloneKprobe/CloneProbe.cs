using BpfSharp;

/// <summary>
/// The classic introduction to kprobes: a line of text whenever the clone system call returns to the one that called it.
/// </summary>
/// <remarks>
/// It is here to be compared with what other tools' introductions show; examples/CloneTrace is the better tool. What this
/// probe cannot see, and what it shows that it should not:
/// <list type="bullet">
/// <item>Threads made by clone are counted like processes. (Today's C libraries make them with clone3, so they are not seen at all.)</item>
/// <item>clone3, vfork and fork are system calls of their own. .NET's Process.Start uses vfork, and posix_spawn may use clone3: both are missed.</item>
/// <item>The return value is the child's PID in the caller's PID namespace. In a container it is not the PID that the host knows.</item>
/// <item>32-bit processes enter by other functions.</item>
/// <item>The name is that of x64; [Kretsyscall("clone")] is the same on all architectures.</item>
/// <item>A return probe follows only so many calls at once. GetMissedRuns tells how many went by.</item>
/// </list>
/// </remarks>
[BpfObject]
internal sealed partial class CloneProbe
{
    [Kretprobe("__x64_sys_clone")]
    public int OnClone(int child)
    {
        if (child > 0) // not an error
            Bpf.Printk($"New process created: PID {child} (from parent {Bpf.CurrentTgid})");
        return 0;
    }
}
