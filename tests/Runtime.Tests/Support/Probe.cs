using System.Runtime.InteropServices;
using Xunit;

namespace BpfSharp.Runtime.Tests.Support;

/// <summary>What Sources/probe.c writes into its ring.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct ProbeEvent
{
    public ulong Sequence;
    public uint Tgid;
    public uint Kind;
}

/// <summary>The class a generator would make for Sources/probe.c.</summary>
internal sealed class Probe(byte[] bytes, params BpfProgramDefinition[] programs) : BpfObject
{
    private static readonly BpfProgramDefinition[] AllPrograms =
    [
        new("on_call", "raw_tp/sys_enter"), new("on_fork", "tp_btf/sched_process_fork"),
    ];

    public RingBuffer<ProbeEvent> Events => field ??= new(OpenMap(0));

    public HashMap<uint, ulong> ByKind => field ??= new(OpenMap(1));

    public LruHashMap<ulong, ulong> Recent => field ??= new(OpenMap(2));

    public ArrayMap<ulong> Slots => field ??= new(OpenMap(3));

    public PerCpuArrayMap<uint> PerCpu => field ??= new(OpenMap(4));

    public PerCpuHashMap<uint, uint> PerCpuByKind => field ??= new(OpenMap(5));

    public HashMap<ulong, ulong> Churn => field ??= new(OpenMap(6));

    public uint Target { get => Global<uint>(0); init => Global<uint>(0) = value; }

    public uint Reports { get => Global<uint>(1); init => Global<uint>(1) = value; }

    public ref ulong Calls => ref Global<ulong>(2);

    public ref ulong Forks => ref Global<ulong>(3);

    public ref int Setting => ref Global<int>(4);

    public ref int SeenSetting => ref Global<int>(5);

    public BpfMap Map(int index) => OpenMap(index);

    protected override ReadOnlySpan<byte> ObjectBytes => bytes;

    protected override BpfObjectDefinition Definition => new(
        "Probe",
        [
            new("events", BpfMapType.RingBuffer, 0, 0, 4096, BpfMapFlags.None),
            new("by_kind", BpfMapType.Hash, 4, 8, 4, BpfMapFlags.None),
            new("recent", BpfMapType.LruHash, 8, 8, 64, BpfMapFlags.None),
            new("slots", BpfMapType.Array, 4, 8, 4, BpfMapFlags.None),
            new("per_cpu", BpfMapType.PerCpuArray, 4, 4, 2, BpfMapFlags.None),
            new("per_cpu_by_kind", BpfMapType.PerCpuHash, 4, 4, 4, BpfMapFlags.None),
            new("churn", BpfMapType.Hash, 8, 8, 4096, BpfMapFlags.None),
        ],
        [
            new("target", 4, true), new("reports", 4, true), new("calls", 8, false), new("forks", 8, false), new("setting", 4, false), new("seen_setting", 4, false),
        ],
        programs.Length > 0 ? programs : AllPrograms,
        []);

    /// <summary>Loaded and attached, watching this process.</summary>
    public static Probe Start(uint reports = 1)
    {
        var probe = new Probe(Sources.ForKernel("probe")) { Target = (uint)Environment.ProcessId, Reports = reports };
        probe.Attach();
        return probe;
    }

    /// <summary>
    /// Makes the calls that the attached program counts. Since 7.0 a tracepoint's program can be preempted, and calls on that CPU pass it by until
    /// it goes on; so many more are made as the kernel says went by, and not one more.
    /// </summary>
    public void Call(int times = 1)
    {
        var program = Programs["on_call"];
        ulong wanted = Calls + (ulong)times;
        ulong? before = program.GetMissedRuns().ByRecursion;
        for (int made = 0; Volatile.Read(ref Calls) < wanted; made++)
        {
            if (made >= times)
                Assert.True(program.GetMissedRuns().ByRecursion - before > (ulong)(made - times), $"The program ran for {Calls - wanted + (ulong)times} of {made} calls, and the kernel counts no misses.");
            Kernel.Call();
        }
    }
}
