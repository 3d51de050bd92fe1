namespace BpfSharp.Bench.Pairs;

/// <summary>Euclid's algorithm: a loop with a remainder, at most 40 rounds.</summary>
[BpfObject]
public sealed unsafe partial class Gcd
{
    public partial ref uint Other { get; }

    [SocketFilter]
    int Compute(SocketBuffer* packet)
    {
        uint a = packet->Length, b = Other;
        for (int i = 0; i < 40 && b != 0; i++)
        {
            uint remainder = a % b;
            a = b;
            b = remainder;
        }
        return (int)a;
    }
}
