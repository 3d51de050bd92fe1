namespace BpfSharp.Integration.Kprobes;

/// <summary>The tutorial's probe, with the events in a ring instead of text.</summary>
[BpfObject]
public sealed partial class CloneProbes
{
    public struct Clone { public int Parent, Child; public Comm Comm; }

    [BpfMap(MaxEntries = 65536)] public partial RingBuffer<Clone> Clones { get; }

    [Kretsyscall("clone")]
    int OnClone(int child)
    {
        if (child > 0) Clones.TryOutput(new() { Parent = Bpf.CurrentTgid, Child = child, Comm = Bpf.CurrentComm });
        return 0;
    }
}
