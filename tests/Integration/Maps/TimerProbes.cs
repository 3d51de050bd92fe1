using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Maps;

/// <summary>Timers in the elements of each kind of map that takes them.</summary>
[BpfObject(MinimumKernel = "5.15")]
public sealed partial class TimerProbes
{
    public const ulong Hour = 3_600_000_000_000;

    public struct Flow
    {
        public ulong Packets;
        public BpfTimer Idle;
        public int Expired;
    }

    [BpfMap(MaxEntries = 8)] public partial HashMap<int, Flow> Flows { get; }
    [BpfMap(MaxEntries = 4)] public partial ArrayMap<Flow> Slots { get; }
    [BpfMap(MaxEntries = 8)] public partial LruHashMap<long, Flow> Recent { get; }

    public partial ref int Key { get; }
    public partial ref int Divisor { get; }
    public partial ref ulong Delay { get; }
    public partial ref int Calls { get; }
    public partial ref long LastKey { get; }

    /// <summary>One bit for each step that did what it should.</summary>
    [SocketFilter]
    internal int Arm()
    {
        if (!Flows.TryAdd(Key, new Flow { Packets = 7 }))
            return -1;
        ref Flow flow = ref Flows.GetValueRefOrNullRef(Key);
        if (Unsafe.IsNullRef(ref flow))
            return -2;
        int done = flow.Idle.Start(Delay) ? 0 : 1;
        done |= flow.Idle.TryInitialize(Flows) ? 2 : 0;
        done |= flow.Idle.TryInitialize(Flows) ? 0 : 4;
        done |= flow.Idle.Start(Delay) ? 0 : 8;
        done |= flow.Idle.SetCallback<int, Flow>(Expire) ? 16 : 0;
        return done | (flow.Idle.Start(Delay) ? 32 : 0);
    }

    private void Expire(int key, ref Flow flow)
    {
        flow.Expired++;
        LastKey = key;
        Interlocked.Increment(ref Calls);
        if (flow.Expired < 3)
            flow.Idle.Start(Delay);
    }

    [SocketFilter]
    internal int CancelTwice()
    {
        ref Flow flow = ref Flows.GetValueRefOrNullRef(Key);
        return (flow.Idle.Cancel() ? 1 : 0) + (flow.Idle.Cancel() ? 0 : 2);
    }

    [SocketFilter]
    internal int ArmSlot()
    {
        ref Flow slot = ref Slots.GetValueRefOrNullRef(Key);
        bool isNew = slot.Idle.TryInitialize(Slots, BpfClock.BootTime);
        slot.Idle.SetCallback((int index, ref Flow flow) =>
        {
            LastKey = index;
            flow.Packets = Slots[index].Packets + 100;
            Interlocked.Increment(ref Calls);
        });
        slot.Idle.Start(Delay);
        return isNew ? 1 : 0;
    }

    [SocketFilter]
    internal int ArmRecent()
    {
        Recent[Key] = new Flow { Packets = 3 };
        ref Flow flow = ref Recent.GetValueRefOrNullRef(Key);
        if (!flow.Idle.TryInitialize(Recent, BpfClock.RealTime))
            return 0;
        flow.Idle.SetCallback((long key, ref Flow flow) =>
        {
            Recent.Remove(key);
            LastKey = key;
            Interlocked.Increment(ref Calls);
        });
        return flow.Idle.Start(Delay) ? 1 : 0;
    }

    [SocketFilter]
    internal int ArmTrap()
    {
        ref Flow slot = ref Slots.GetValueRefOrNullRef(3);
        slot.Idle.TryInitialize(Slots);
        slot.Idle.SetCallback((int index, ref Flow flow) =>
        {
            Interlocked.Increment(ref Calls);
            flow.Expired = 5 / Divisor;
            LastKey = -1;
        });
        return slot.Idle.Start(Delay) ? 1 : 0;
    }
}
