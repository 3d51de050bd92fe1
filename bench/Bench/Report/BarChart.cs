using System.Globalization;
using System.Text;

namespace BpfSharp.Bench.Report;

/// <summary>Horizontal bars as SVG: no scripts, no fonts of its own, legible on light and dark pages.</summary>
static class BarChart
{
    private const int LabelWidth = 230, BarWidth = 420, RowHeight = 18, Top = 34;

    public sealed record Bar(string Label, double Value, string Shown);

    /// <param name="reference">Where a line is drawn: what is to be reached. Null for none.</param>
    /// <param name="isLogarithmic">For values that differ by powers of ten.</param>
    public static string Draw(string title, IReadOnlyList<Bar> bars, double? reference = null, bool isLogarithmic = false)
    {
        double largest = Math.Max(bars.Max(b => b.Value), reference ?? 0), smallest = bars.Min(b => b.Value);
        double floor = isLogarithmic ? Math.Pow(10, Math.Floor(Math.Log10(smallest))) : 0;
        double Scale(double value) => BarWidth * (isLogarithmic
            ? Math.Log(value / floor) / Math.Log(largest / floor)
            : value / largest);

        int height = Top + bars.Count * RowHeight + 10, width = LabelWidth + BarWidth + 90;
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"8\" y=\"20\" font-weight=\"bold\" fill=\"#222\">{Escape(title)}</text>\n");
        for (int i = 0; i < bars.Count; i++)
        {
            Bar bar = bars[i];
            int y = Top + i * RowHeight;
            string colour = reference is { } limit && bar.Value > limit + 1e-9 ? "#c0504d" : "#4878a8";
            double length = Math.Max(1, Scale(bar.Value));
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth - 6}\" y=\"{y + 12}\" text-anchor=\"end\" fill=\"#222\">{Escape(bar.Label)}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{LabelWidth}\" y=\"{y + 2}\" width=\"{length:0.#}\" height=\"{RowHeight - 5}\" fill=\"{colour}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth + length + 5:0.#}\" y=\"{y + 12}\" fill=\"#222\">{Escape(bar.Shown)}</text>\n");
        }
        if (reference is { } line)
        {
            double x = LabelWidth + Scale(line);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x:0.#}\" y1=\"{Top - 4}\" x2=\"{x:0.#}\" y2=\"{height - 6}\" stroke=\"#222\" stroke-dasharray=\"4 3\"/>\n");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
