using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Fixes;

[BpfObject]
public sealed partial class FixedSlot
{
    [BpfMap(MaxEntries = 4096)] public partial RingBuffer<int> Events { get; }
    public partial int Wanted { get; init; }

    [SocketFilter]
    int Run()
    {
        if (!Events.TryReserve(out var slot))
            return 1;
        if (Wanted == 0)
        {
            slot.Discard();
            return 2;
        }
        slot.Value = Wanted;
        slot.Submit();
        return 7;
    }
}
