using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>Sorts eight numbers on the stack by swapping.</summary>
[BpfObject]
public sealed partial class Sort
{
    [InlineArray(8)]
    public struct Numbers { private uint _first; }

    [BpfMap(MaxEntries = 1)] public partial ArrayMap<Block> Input { get; }

    [SocketFilter]
    int Eight()
    {
        ref Block block = ref Input.GetValueRefOrNullRef(0);
        if (Unsafe.IsNullRef(ref block))
            return 0;
        Numbers numbers = default;
        for (int i = 0; i < 8; i++)
            numbers[i] = block[i * 8];
        for (int i = 0; i < 7; i++)
        {
            for (int j = 0; j < 7 - i; j++)
            {
                if (numbers[j] > numbers[j + 1])
                {
                    uint larger = numbers[j];
                    numbers[j] = numbers[j + 1];
                    numbers[j + 1] = larger;
                }
            }
        }
        return (int)(numbers[0] | numbers[3] << 8 | numbers[7] << 16);
    }
}
