namespace BpfSharp.Bench;

/// <summary>What one thing was measured to be on each side, with every single sample.</summary>
/// <param name="Subject">What was measured: <c>CloneTrace.OnFork</c>.</param>
/// <param name="Metric">Which property of it: <c>instructions</c>.</param>
/// <param name="Unit">What the samples count.</param>
/// <param name="Samples">By side. Samples with the same index were taken one right after the other.</param>
sealed record Measurement(string Subject, string Metric, string Unit, SortedDictionary<string, double[]> Samples)
{
    public double? Median(string side) => Samples.TryGetValue(side, out double[]? samples) && samples.Length > 0 ? Statistics.Median(samples) : null;

    /// <summary>How much more of it <paramref name="side"/> needs than <paramref name="peer"/>; by pairs of samples, so that what slows both down cancels out.</summary>
    public double? Ratio(string side, string peer)
    {
        if (!Samples.TryGetValue(side, out double[]? ours) || !Samples.TryGetValue(peer, out double[]? theirs) || ours.Length == 0 || theirs.Length == 0)
            return null;
        if (ours.Length != theirs.Length)
            return Quotient(Statistics.Median(ours), Statistics.Median(theirs));
        return Statistics.Median([.. ours.Zip(theirs, Quotient)]);
    }

    private static double Quotient(double ours, double theirs) => theirs == 0 ? (ours == 0 ? 1 : double.PositiveInfinity) : ours / theirs;
}

/// <summary>The sides of a comparison, as they are called in tables.</summary>
static class Side
{
    public const string CSharp = "C#", CSame = "C, same checks", CPlain = "C, idiomatic";
}

static class Statistics
{
    public static double Median(double[] samples) => Quantile(samples, 0.5);

    /// <summary>Half the distance between the quartiles, as a part of the median: how far apart the samples are.</summary>
    public static double Spread(double[] samples)
    {
        double median = Median(samples);
        return median == 0 ? 0 : (Quantile(samples, 0.75) - Quantile(samples, 0.25)) / 2 / median;
    }

    public static double Quantile(double[] samples, double part)
    {
        double[] sorted = [.. samples.Order()];
        double position = part * (sorted.Length - 1);
        int below = (int)position;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
    }

    public static double GeometricMean(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length == 0 ? 1 : Math.Exp(all.Average(Math.Log));
    }
}
