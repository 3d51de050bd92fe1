using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Start;

/// <summary>The tutorials' probe of clone(2): the calls of each process.</summary>
[BpfObject]
sealed partial class CloneCount
{
    [BpfMap(MaxEntries = 10_240)] public partial HashMap<int, ulong> CountByParent { get; }

    [Kretprobe("__x64_sys_clone")]
    int OnClone()
    {
        int parent = Bpf.CurrentTgid;
        ref ulong count = ref CountByParent.GetValueRefOrNullRef(parent);
        if (!Unsafe.IsNullRef(ref count))
            Interlocked.Increment(ref count);
        else
            CountByParent.TryAdd(parent, 1);
        return 0;
    }
}
