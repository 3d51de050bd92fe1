using System.Globalization;

namespace BpfSharp.Bench.Report;

/// <summary>Numbers as the page shows them.</summary>
static class Text
{
    public static string Ratio(double? ratio) => ratio is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) + "×" : "–";

    public static string Number(double? value) => value switch
    {
        null => "–",
        >= 1000 and var large => large.ToString("#,0", CultureInfo.InvariantCulture),
        >= 100 and var large => large.ToString("0", CultureInfo.InvariantCulture),
        var small when small == Math.Floor(small.Value) => small.Value.ToString("0", CultureInfo.InvariantCulture),
        var small => small.Value.ToString("0.0", CultureInfo.InvariantCulture),
    };

    public static string Percent(double part) => part.ToString("0 %", CultureInfo.InvariantCulture);

    /// <summary>A line of a table; a bar in a cell would end it.</summary>
    public static string Row(params string[] cells) => "| " + string.Join(" | ", cells.Select(c => c.Replace("|", "\\|"))) + " |\n";
}
