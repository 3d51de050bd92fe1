namespace BpfSharp.Integration.Rejections;

/// <summary>Programs that do not end or take too long to verify.</summary>
[BpfObject]
public sealed unsafe partial class RefusedShapes
{
    public partial ref long Count { get; }

    [SocketFilter]
    int EndlessWait()
    {
        while (Bpf.RandomUInt32 != 7) // refused
        {
        }
        return 0;
    }

    [SocketFilter]
    int CounterSetBack()
    {
        for (int i = 0; i < 10; i++)
        {
            if (Bpf.RandomUInt32 == 3)
                i = 0;
            Count++;
        }
        return 0;
    }

    [SocketFilter]
    int TooManyPaths()
    {
        for (uint i = 0; i < 20_000; i++)
        {
            if (Bpf.RandomUInt32 == 3)
                Count += i;
        }
        return 0;
    }

    private struct Table { public fixed byte Bytes[320]; }

    [SocketFilter]
    int StackOfTwoFunctions()
    {
        Table table = default;
        Fill(ref table, (int)Count);
        return table.Bytes[(int)Count & 255] + Deeper();
    }

    [BpfFunction]
    private int Deeper()
    {
        Table table = default;
        Fill(ref table, (int)Count + 1);
        return table.Bytes[(int)Count & 127];
    }

    [BpfFunction]
    private static void Fill(ref Table table, int at) => table.Bytes[at & 255] = (byte)at;
}
