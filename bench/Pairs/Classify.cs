namespace BpfSharp.Bench.Pairs;

/// <summary>Switches and patterns over numbers, as in protocol code.</summary>
[BpfObject]
public sealed unsafe partial class Classify
{
    public enum Class { Unknown, Control, Small, Bulk, Jumbo, Vlan, Other }

    [BpfMap(MaxEntries = 8)] public partial PerCpuArrayMap<ulong> Counts { get; }

    [SocketFilter]
    int Sort(SocketBuffer* packet)
    {
        Class found = (ushort)(packet->Protocol >> 8 | packet->Protocol << 8) switch
        {
            0x0806 or 0x88CC => Class.Control,
            0x8100 or 0x88A8 => Class.Vlan,
            0x0800 or 0x86DD => packet->Length switch
            {
                < 128 => Class.Small,
                >= 128 and <= 1500 => Class.Bulk,
                _ => Class.Jumbo,
            },
            > 0x0600 => Class.Other,
            _ => Class.Unknown,
        };
        Counts[(int)found]++;
        switch (found)
        {
            case Class.Control: return 10;
            case Class.Small: return 20;
            case Class.Bulk or Class.Jumbo: return 30;
            default: return (int)found;
        }
    }
}
