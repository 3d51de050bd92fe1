using System.Runtime.CompilerServices;

namespace BpfSharp.Runtime.Tests.Simulation;

internal struct CloneEvent
{
    public int Parent, Child;
    public Comm Comm;
}

/// <summary>A class as a user writes it, with the other half that the generator would add.</summary>
internal sealed class CloneProbe(BpfHost host, uint ringSize = 4096) : BpfObject(host)
{
    public RingBuffer<CloneEvent> Clones => field ??= new(OpenMap(0));

    public HashMap<int, ulong> CountByParent => field ??= new(OpenMap(1));

    public PerCpuArrayMap<ulong> PerCpu => field ??= new(OpenMap(2));

    public LruHashMap<int, int> Lately => field ??= new(OpenMap(3));

    public PerCpuHashMap<int, int> PerCpuByParent => field ??= new(OpenMap(4));

    public ArrayMap<int> Slots => field ??= new(OpenMap(5));

    public int MinPid { get => Global<int>(0); init => Global<int>(0) = value; }

    public ref ulong Dropped => ref Global<ulong>(1);

    public int OnClone(long child)
    {
        int parent = Bpf.CurrentTgid;
        if (child <= 0 || parent < MinPid)
            return 0;
        ref ulong count = ref CountByParent.GetValueRefOrNullRef(parent);
        if (!Unsafe.IsNullRef(ref count))
            Interlocked.Increment(ref count);
        else
            CountByParent.TryAdd(parent, 1);
        PerCpu.GetValueRefOrNullRef(0)++;
        if (!PerCpuByParent.TryAdd(parent, 1))
            PerCpuByParent.GetValueRefOrNullRef(parent)++;
        if (!Clones.TryReserve(out var slot))
        {
            Interlocked.Increment(ref Dropped);
            return 0;
        }

        slot.Value = new() { Parent = parent, Child = (int)child, Comm = Bpf.CurrentComm };
        slot.Submit();
        Bpf.Printk($"New process created: PID {child} (from parent {parent}, {Bpf.CurrentComm})");
        return 0;
    }

    protected override ReadOnlySpan<byte> ObjectBytes => [];

    protected override BpfObjectDefinition Definition => new(
        "CloneProbe",
        [
            new("Clones", BpfMapType.RingBuffer, 0, 0, ringSize, BpfMapFlags.None),
            new("CountByParent", BpfMapType.Hash, 4, 8, 3, BpfMapFlags.None),
            new("PerCpu", BpfMapType.PerCpuArray, 4, 8, 2, BpfMapFlags.None),
            new("Lately", BpfMapType.LruHash, 4, 4, 3, BpfMapFlags.None),
            new("PerCpuByParent", BpfMapType.PerCpuHash, 4, 4, 8, BpfMapFlags.None),
            new("Slots", BpfMapType.Array, 4, 4, 3, BpfMapFlags.None),
        ],
        [new("MinPid", 4, true), new("Dropped", 8, false, [5, 0, 0, 0, 0, 0, 0, 0])],
        [new("OnClone", "kretprobe/__x64_sys_clone")],
        []);
}
