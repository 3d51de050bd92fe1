namespace BpfSharp;

/// <summary>Cuts trace_pipe's stream into lines. A task may have a line end in its name, so not every one ends a line.</summary>
internal sealed class TraceLineSplitter
{
    private byte[] _buffer = new byte[8192];
    private int _start;
    private int _end;

    /// <summary>Where to put bytes read next.</summary>
    public Span<byte> Room
    {
        get
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                _end -= _start;
                _start = 0;
            }

            if (_end == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            return _buffer.AsSpan(_end);
        }
    }

    public void Added(int count) => _end += count;

    /// <summary>Takes the next whole line.</summary>
    public bool TryTake(out TraceRecord? record)
    {
        record = null;
        var available = _buffer.AsSpan(_start, _end - _start);
        int first = available.IndexOf((byte)'\n');
        if (first < 0)
            return false;
        int length = first;
        if (first <= TraceLine.TaskWidth && !TraceLine.IsLostNotice(available[..first]))
        {
            // Too short for a record: either not one, or the line end is part of the task's name.
            int later = available[Math.Min(TraceLine.TaskWidth + 1, available.Length)..].IndexOf((byte)'\n');
            if (later >= 0 && TraceLine.TryParse(available[..(later + TraceLine.TaskWidth + 1)], out record))
                length = later + TraceLine.TaskWidth + 1;
        }

        record ??= TraceLine.Parse(available[..length]);
        _start += length + 1;
        return true;
    }
}
