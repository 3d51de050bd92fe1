using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>Sixteen bytes as 32 hexadecimal digits into an event.</summary>
[BpfObject]
public sealed partial class HexDump
{
    [InlineArray(32)]
    public struct Digits { private byte _first; }

    public struct Line { public ulong Timestamp; public Digits Text; }

    [BpfMap(MaxEntries = 1)] public partial ArrayMap<Block> Input { get; }
    [BpfMap(MaxEntries = 64 * 1024)] public partial RingBuffer<Line> Lines { get; }

    [SocketFilter]
    int Dump()
    {
        ref Block block = ref Input.GetValueRefOrNullRef(0);
        if (Unsafe.IsNullRef(ref block))
            return 0;
        if (!Lines.TryReserve(out var slot))
            return 1;
        ref Line line = ref slot.Value;
        line.Timestamp = Bpf.KtimeNs;
        for (int i = 0; i < 16; i++)
        {
            line.Text[i * 2] = Digit(block[i] >> 4);
            line.Text[i * 2 + 1] = Digit(block[i] & 0xF);
        }
        int result = line.Text[0] << 8 | line.Text[31];
        slot.Discard();
        return result;
    }

    static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'a' + value - 10);
}
