using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>The FNV-1a hash of 64 bytes: a loop over bytes in a map.</summary>
[BpfObject]
public sealed partial class Fnv
{
    [BpfMap(MaxEntries = 1)] public partial ArrayMap<Block> Input { get; }

    [SocketFilter]
    int Hash()
    {
        ref Block block = ref Input.GetValueRefOrNullRef(0);
        if (Unsafe.IsNullRef(ref block))
            return 0;
        uint hash = 2166136261;
        for (int i = 0; i < 64; i++)
            hash = (hash ^ block[i]) * 16777619;
        return (int)hash;
    }
}
