namespace BpfSharp.Bench.Pairs;

/// <summary>Minimum, maximum, mean and variance of what is added, with divisions by counts that might be zero.</summary>
[BpfObject]
public sealed unsafe partial class Statistics
{
    public struct Summary { public ulong Count, Sum, SumOfSquares, Minimum, Maximum, Mean, Variance; }

    public partial ref Summary Lengths { get; }
    public partial ref ulong Window { get; }

    [SocketFilter]
    int Add(SocketBuffer* packet)
    {
        ulong value = packet->Length;
        ref Summary s = ref Lengths;
        s.Count++;
        s.Sum += value;
        s.SumOfSquares += value * value;
        if (s.Count == 1 || value < s.Minimum)
            s.Minimum = value;
        s.Maximum = Math.Max(s.Maximum, value);
        s.Mean = s.Sum / s.Count;
        s.Variance = s.SumOfSquares / s.Count - s.Mean * s.Mean;
        if (Window != 0 && s.Count % Window == 0)
            s = default;
        return (int)(s.Mean + s.Variance);
    }
}
