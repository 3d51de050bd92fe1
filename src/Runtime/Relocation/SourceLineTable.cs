namespace BpfSharp.Objects;

/// <summary>A place in the source that an instruction came from.</summary>
/// <param name="File">The path, as the compiler wrote it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1; 0 when unknown.</param>
/// <param name="Text">The line's text; empty when the object carries none.</param>
internal sealed record SourceLine(string File, int Line, int Column, string Text)
{
    public override string ToString() => Column > 0 ? $"{File}({Line},{Column})" : $"{File}({Line})";
}

/// <summary>Which source line each instruction of a linked program came from.</summary>
internal sealed class SourceLineTable
{
    public static readonly SourceLineTable Empty = new([], []);

    readonly int[] _starts;
    readonly SourceLine[] _lines;

    /// <param name="starts">First instruction of each line, ascending.</param>
    /// <param name="lines">The lines, parallel to <paramref name="starts"/>.</param>
    public SourceLineTable(int[] starts, SourceLine[] lines)
    {
        _starts = starts;
        _lines = lines;
    }

    public int Count => _starts.Length;

    /// <summary>The line of an instruction: that of the nearest record at or before it; null when there is none.</summary>
    public SourceLine? Find(int instructionIndex)
    {
        int at = Array.BinarySearch(_starts, instructionIndex);
        if (at < 0) at = ~at - 1;
        return at < 0 ? null : _lines[at];
    }
}
