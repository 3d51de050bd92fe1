using System.Globalization;

namespace BpfSharp.Bench.Parts;

/// <summary>Samples of several things on several sides, taken in turns.</summary>
sealed class Rounds
{
    private readonly SortedDictionary<(string Subject, string Metric, string Unit), SortedDictionary<string, List<double>>> _samples = [];

    public void Add(string subject, string metric, string unit, string side, double value)
    {
        if (!_samples.TryGetValue((subject, metric, unit), out var sides))
            _samples[(subject, metric, unit)] = sides = [];
        if (!sides.TryGetValue(side, out List<double>? list))
            sides[side] = list = [];
        list.Add(value);
    }

    public List<Measurement> Collect() =>
        [.. _samples.Select(s => new Measurement(s.Key.Subject, s.Key.Metric, s.Key.Unit, new(s.Value.ToDictionary(side => side.Key, side => side.Value.ToArray()))))];

    public static double[] Numbers(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(text, CultureInfo.InvariantCulture))];

    /// <summary>All of them, and every other round backwards: no side is always the one behind another.</summary>
    public static IEnumerable<T> Turns<T>(int round, IReadOnlyList<T> contenders) => round % 2 == 0 ? contenders : contenders.Reverse();
}
