using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Fixes;

[BpfObject]
public sealed unsafe partial class FixedKeyCopy
{
    public struct Key { public byte Kind; public int Number; }

    [BpfMap(MaxEntries = 16)] public partial HashMap<Key, long> Counts { get; }

    [KernelHelper(1)]
    private static long* Lookup(object map, Key* key) => throw new NotSupportedException();

    [SocketFilter]
    int Run()
    {
        Unsafe.SkipInit(out Key key);
        key.Kind = 1;
        key.Number = 2;
        Key cleanKey = new() { Kind = key.Kind, Number = key.Number };
        long* count = Lookup(Counts, &cleanKey);
        return count == null ? 1 : (int)*count;
    }
}
