namespace BpfSharp.Bench.Report;

/// <summary>Why a target is missed, as somebody found out: <c>bench/reasons.tsv</c>, lines of subject, metric and reason.</summary>
sealed class Reasons
{
    private readonly Dictionary<(string, string), string> _reasons = [];

    public static Reasons Read(string path)
    {
        Reasons reasons = new();
        foreach (string line in File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#'))
        {
            string[] fields = line.Split('\t');
            if (fields.Length != 3)
                throw new InvalidDataException($"{path}: not a subject, a metric and a reason, separated by tabs: {line}");
            reasons._reasons[(fields[0], fields[1])] = fields[2];
        }
        return reasons;
    }

    public string Of(string part, string subject) => _reasons.GetValueOrDefault((subject, part), "not looked into yet");
}
