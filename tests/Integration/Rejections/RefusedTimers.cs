using static BpfSharp.Integration.Rejections.RawHelpers;

namespace BpfSharp.Integration.Rejections;

/// <summary>Timers where there are none, of another map, or touched as if they were data.</summary>
[BpfObject(MinimumKernel = "6.1")]
public sealed unsafe partial class RefusedTimers
{
    public struct Timed
    {
        public BpfTimer Timer;
        public long Value;
    }

    [BpfMap(MaxEntries = 16)] public partial HashMap<int, long> Counts { get; }
    [BpfMap(MaxEntries = 16)] public partial HashMap<int, Timed> Table { get; }
    [BpfMap(MaxEntries = 16)] public partial HashMap<int, Timed> Other { get; }
    public partial ref long Last { get; }

    [Xdp]
    int TimerThatIsNone()
    {
        int key = 1;
        long* element = Lookup(Counts, &key);
        if (element != null)
            InitTimer(element, Counts, 1); // refused
        return 2;
    }

    [Xdp]
    int TimerOfOtherMap()
    {
        int key = 1;
        long* element = Lookup(Table, &key);
        if (element != null)
            InitTimer(element, Other, 1); // refused
        return 2;
    }

    [Xdp]
    int TimerRead()
    {
        int key = 1;
        long* element = Lookup(Table, &key);
        if (element != null)
            Last = *element; // refused
        return 2;
    }

    [Xdp]
    int NotTheTimer()
    {
        int key = 1;
        long* element = Lookup(Table, &key);
        if (element != null)
            StartTimer(element + 1, 1000, 0); // refused
        return 2;
    }

    [Xdp]
    int TimerOnStack()
    {
        long timer = 0;
        return (int)StartTimer(&timer, 1000, 0); // refused
    }
}
