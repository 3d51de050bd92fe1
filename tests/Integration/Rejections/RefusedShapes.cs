namespace BpfSharp.Integration.Rejections;

/// <summary>Programs that do not end or take too long to verify.</summary>
[BpfObject]
public sealed unsafe partial class RefusedShapes
{
    public partial ref long Count { get; }
    public partial ref uint Limit { get; }

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
        for (int i = 0; i < 10; i++) // refused
        {
            if (Bpf.RandomUInt32 == 3)
                i = 0;
            Count++;
        }
        return 0;
    }

    [SocketFilter]
    int BoundIsVariable()
    {
        for (uint i = 0; i < Limit; i++)
            Count += Bpf.RandomUInt32;
        return 0;
    }
}
