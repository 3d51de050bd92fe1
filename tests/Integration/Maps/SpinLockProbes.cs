using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Maps;

/// <summary>Locks in the elements of hash tables and arrays.</summary>
[BpfObject]
public sealed partial class SpinLockProbes
{
    public struct Total
    {
        public int Marker;
        public BpfSpinLock Lock;
        public ulong First, Second, Third, Fourth;
    }

    [BpfMap(MaxEntries = 2)] public partial ArrayMap<Total> Totals { get; }
    [BpfMap(MaxEntries = 8)] public partial HashMap<int, Total> Table { get; }

    public partial ref int Index { get; }
    public partial ref int Divisor { get; }
    public partial ref ulong Torn { get; }

    /// <summary>All four are equal but while the lock is held.</summary>
    [Xdp]
    internal int Step()
    {
        ref Total total = ref Totals.GetValueRefOrNullRef(0);
        using (total.Lock.EnterScope())
        {
            if (total.First != total.Fourth)
                Torn++;
            total.First++;
            total.Second++;
            total.Third++;
            total.Fourth++;
        }
        return 2;
    }

    [Xdp]
    internal int TrapWithin()
    {
        if (!Table.ContainsKey(1))
            Table[1] = new Total { Marker = 5 };
        ref Total total = ref Table.GetValueRefOrNullRef(1);
        if (Unsafe.IsNullRef(ref total))
            return 1;
        using BpfSpinLockScope held = total.Lock.EnterScope();
        total.First++;
        if (total.First == 2)
            return 3;
        total.Marker = 10 / Divisor;
        total.Second++;
        return 0;
    }

    /// <summary>Replaces an element and reads its fields; the lock is left alone.</summary>
    [Xdp]
    internal int Replace()
    {
        Table[2] = new Total { Marker = 1, First = 4 };
        Totals[1] = new Total { Marker = 2, First = 6 };
        return Table.TrySet(3, new Total { First = Totals[1].First + (ulong)Totals[Index].Marker }) ? 2 : 1;
    }
}
