namespace BpfSharp.Bench.Pairs;

/// <summary>The smallest useful program: one global, counted by all CPUs.</summary>
[BpfObject]
public sealed partial class Counter
{
    public partial ref ulong Packets { get; }

    [SocketFilter]
    int Count()
    {
        Interlocked.Increment(ref Packets);
        return 0;
    }
}
