using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Fixes;

[BpfObject]
public sealed unsafe partial class FixedKey
{
    public struct Key { public byte Kind; public int Number; }

    [BpfMap(MaxEntries = 16)] public partial HashMap<Key, long> Counts { get; }

    [KernelHelper(1)]
    private static long* Lookup(object map, Key* key) => throw new NotSupportedException();

    [SocketFilter]
    int Run()
    {
        Key key = default;
        key.Kind = 1;
        key.Number = 2;
        long* count = Lookup(Counts, &key);
        return count == null ? 1 : (int)*count;
    }
}
