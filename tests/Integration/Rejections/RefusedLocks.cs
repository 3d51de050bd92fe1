using static BpfSharp.Integration.Rejections.RawHelpers;

namespace BpfSharp.Integration.Rejections;

/// <summary>Locks that are held wrongly, or touched as if they were data.</summary>
[BpfObject]
public sealed unsafe partial class RefusedLocks
{
    public struct Locked
    {
        public BpfSpinLock Lock;
        public int Marker;
        public long Value;
    }

    [BpfMap(MaxEntries = 16)] public partial HashMap<int, Locked> Table { get; }
    public partial ref long Last { get; }

    [Xdp]
    int NotUnlocked()
    {
        int key = 1;
        long* element = Lookup(Table, &key);
        if (element != null)
            Lock(element); // refused
        return 2;
    }

    [Xdp]
    int NotLocked()
    {
        int key = 1;
        long* element = Lookup(Table, &key);
        if (element != null)
            Unlock(element); // refused
        return 2;
    }

    [Xdp]
    int LockRead()
    {
        int key = 1;
        long* element = Lookup(Table, &key);
        if (element != null)
            Last = *element; // refused
        return 2;
    }

    [Xdp]
    int LockOverwritten()
    {
        int key = 1;
        long* element = Lookup(Table, &key);
        if (element != null)
            *element = 5; // refused
        return 2;
    }

    [Xdp]
    int NotTheLock()
    {
        int key = 1;
        long* element = Lookup(Table, &key);
        if (element != null)
            Lock(element + 1); // refused
        return 2;
    }
}
