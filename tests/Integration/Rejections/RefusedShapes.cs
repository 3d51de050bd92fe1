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
}
