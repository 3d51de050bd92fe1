using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>A program of an object.</summary>
public abstract partial class BpfProgram
{
    private protected BpfProgram(string name, string section, string? fallbackFor)
    {
        Name = name;
        Section = section;
        FallbackFor = fallbackFor;
    }

    /// <summary>Name of the method or function.</summary>
    public string Name { get; }

    /// <summary>Section name, which says what the program attaches to: <c>tp_btf/sched_process_fork</c>.</summary>
    public string Section { get; }

    /// <summary>The program this one stands in for where that one is unsupported; null if none.</summary>
    public string? FallbackFor { get; }

    /// <summary>The kernel's id of the program (as <c>bpftool prog</c> shows it); 0 when it is not loaded or simulated.</summary>
    public abstract int Id { get; }

    /// <summary>Whether the kernel has the program. False for a fallback that is not needed and for a program whose fallback is used.</summary>
    public abstract bool IsLoaded { get; }

    /// <summary>Whether the program is attached: where there are fallbacks, this shows which one runs.</summary>
    public abstract bool IsAttached { get; }

    /// <summary>Why this program's fallback is used in its place; null when it is not replaced.</summary>
    public abstract BpfUnsupportedException? Unsupported { get; }

    /// <summary>The program's file descriptor. Do not dispose it; it closes with the object.</summary>
    /// <exception cref="InvalidOperationException">The program is not loaded or simulated.</exception>
    public abstract SafeHandle Handle { get; }

    /// <summary>Attaches the program to what its section names. Does nothing when it is attached.</summary>
    /// <exception cref="InvalidOperationException">The program is not loaded, or its section names no target.</exception>
    /// <exception cref="BpfException">The kernel refused; the message says what to do.</exception>
    public abstract void Attach();

    /// <summary>Detaches the program from everything it is attached to. It stays loaded.</summary>
    public abstract void Detach();

    /// <summary>Attaches a socket filter to a socket, until the program is detached or the socket closed.</summary>
    /// <param name="socket">The socket.</param>
    /// <returns>The attachment; disposing it, or the object, detaches.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or is no socket filter.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public abstract BpfLink AttachToSocket(Socket socket);

    /// <summary>Attaches an XDP program to a network interface (kernel 5.9).</summary>
    /// <param name="interfaceIndex">Index of the interface, as <c>ip link</c> shows it.</param>
    /// <param name="mode">Where on the packet's path it runs.</param>
    /// <returns>The attachment; disposing it, or the object, detaches.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or is no XDP program.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public abstract BpfLink AttachToInterface(int interfaceIndex, XdpMode mode = XdpMode.Default);

    /// <summary>Attaches an XDP program to a network interface of this thread's network namespace (kernel 5.9). It may be down.</summary>
    /// <param name="interfaceName">The interface's name, such as <c>eth0</c>.</param>
    /// <param name="mode">Where on the packet's path it runs.</param>
    /// <returns>The attachment; disposing it, or the object, detaches.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or is no XDP program.</exception>
    /// <exception cref="BpfException">There is no such interface, or the kernel refused; the message says what to do.</exception>
    public abstract BpfLink AttachToInterface(string interfaceName, XdpMode mode = XdpMode.Default);

    /// <summary>
    /// Attaches a <see cref="CgroupSkbIngressAttribute"/> or <see cref="CgroupSkbEgressAttribute"/> program to a control group and all below it (kernel 5.7),
    /// besides the programs that are there.
    /// </summary>
    /// <param name="path">The group's folder in a cgroup2 file system, such as <c>/sys/fs/cgroup/system.slice</c>.</param>
    /// <returns>The attachment; disposing it, or the object, detaches. It ends too when the group is removed.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or is for other hooks.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder; the message names those that are near.</exception>
    /// <exception cref="BpfException">It is no control group of version 2, or the kernel refused; the message says what to do.</exception>
    public abstract BpfLink AttachToCgroup(string path);

    /// <summary>Attaches a kprobe or kretprobe program to a kernel function, besides what its section names.</summary>
    /// <param name="function">Name of the function as in /proc/kallsyms.</param>
    /// <param name="offset">Bytes behind the function's beginning, at an instruction; 0, the entry, for return probes.</param>
    /// <param name="cookie">What <see cref="Bpf.AttachCookie"/> gives the program here (kernel 5.15); 0 for none.</param>
    /// <returns>The attachment; disposing it, or the object, detaches.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or is no kprobe.</exception>
    /// <exception cref="BpfException">The kernel refused; the message says what to do.</exception>
    public abstract BpfLink AttachToFunction(string function, int offset = 0, ulong cookie = 0);

    /// <summary>Attaches a kprobe or kretprobe program to a kernel address: the way to one of several functions of the same name.</summary>
    /// <param name="address">Address of an instruction; for return probes, of a function. Those in /proc/kallsyms hold until the next boot.</param>
    /// <param name="cookie">What <see cref="Bpf.AttachCookie"/> gives the program here (kernel 5.15); 0 for none.</param>
    /// <returns>The attachment; disposing it, or the object, detaches.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or is no kprobe.</exception>
    /// <exception cref="BpfException">The kernel refused; the message says what to do.</exception>
    public abstract BpfLink AttachToAddress(ulong address, ulong cookie = 0);

    /// <summary>How often the program should have run and did not, as far as the kernel counts it; of its present attachments.</summary>
    /// <exception cref="InvalidOperationException">The program is not loaded.</exception>
    public abstract BpfMissedRuns GetMissedRuns();

    /// <summary>
    /// Runs the program on given input without attaching it (<c>BPF_PROG_TEST_RUN</c>, kernel 4.12; socket filters,
    /// XDP and traffic control; raw tracepoints 5.10 and syscall programs 5.14, where the input is the context).
    /// </summary>
    /// <param name="input">A packet (at least 14 bytes: an Ethernet header), or the context.</param>
    /// <param name="output">Receives the packet as the program left it; may be empty.</param>
    /// <param name="repeat">How many times to run. Ignored where the kernel runs once only (raw tracepoints, syscall programs).</param>
    /// <returns>What the last run returned and how long a run took on average.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded or simulated.</exception>
    /// <exception cref="BpfException">The kernel cannot test-run this kind of program.</exception>
    public abstract BpfTestRunResult TestRun(ReadOnlySpan<byte> input, Span<byte> output, int repeat = 1);

    /// <summary>Runs the program on given input without attaching it, and without its output.</summary>
    /// <param name="input">A packet (at least 14 bytes: an Ethernet header), or the context.</param>
    /// <param name="repeat">How many times to run.</param>
    /// <returns>What the last run returned and how long a run took on average.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded or simulated.</exception>
    /// <exception cref="BpfException">The kernel cannot test-run this kind of program.</exception>
    public BpfTestRunResult TestRun(ReadOnlySpan<byte> input, int repeat = 1) => TestRun(input, [], repeat);

    /// <inheritdoc/>
    public override string ToString() => $"{Section} {Name}";
}
