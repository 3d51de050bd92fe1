using System.Text;

namespace BpfSharp.Generator.Source;

/// <summary>Text with indentation; always with line feeds, so that output does not depend on the machine.</summary>
internal sealed class SourceWriter
{
    readonly StringBuilder _text = new();
    int _depth;

    public void Line(string text = "")
    {
        if (text.Length > 0) _text.Append(' ', _depth * 4).Append(text);
        _text.Append('\n');
    }

    /// <summary>Writes several lines, each with the indentation of this place.</summary>
    public void Lines(string text)
    {
        foreach (string line in text.Replace("\r", "").Split('\n')) Line(line);
    }

    public void Open(string header)
    {
        Line(header);
        Line("{");
        _depth++;
    }

    public void Close(string end = "}")
    {
        _depth--;
        Line(end);
    }

    public override string ToString() => _text.ToString();
}
