using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Fixes;

[BpfObject]
public sealed partial class FixedReference
{
    [BpfMap(MaxEntries = 16)] public partial HashMap<int, long> Counts { get; }

    [SocketFilter]
    int Run()
    {
        ref long count = ref Counts.GetValueRefOrNullRef(5);
        if (Unsafe.IsNullRef(ref count))
            return 0;
        count++;
        return 7;
    }
}
