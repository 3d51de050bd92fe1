namespace BpfSharp;

public static unsafe partial class Bpf
{
    /// <summary>
    /// Numbers to loop over: <c>foreach (int i in Bpf.Range(0, count))</c>. In a program the kernel counts (<c>bpf_iter_num</c>, kernel 6.4),
    /// so that the verifier looks at the body until nothing new comes of it, not once for each number: the loop may be far longer than a
    /// <c>for</c> statement's, with <c>break</c>, <c>continue</c> and <c>return</c> as in any loop.
    /// </summary>
    /// <param name="start">The first number.</param>
    /// <param name="end">The number behind the last; at most <see cref="MaxLoopCount"/> above the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end is below the start, or too far above it.</exception>
    public static BpfRange Range(int start, int end)
    {
        if ((ulong)((long)end - start) > MaxLoopCount)
            throw new ArgumentOutOfRangeException(nameof(end), end, $"A range has 0 to {MaxLoopCount} numbers; this one begins at {start}.");
        return new(start, end);
    }
}

/// <summary>What <see cref="Bpf.Range"/> gives: numbers that <c>foreach</c> runs through.</summary>
public readonly struct BpfRange
{
    private readonly int _start, _end;

    internal BpfRange(int start, int end) => (_start, _end) = (start, end);

    /// <summary>Begins at the first number.</summary>
    public Enumerator GetEnumerator() => new(_start, _end);

    /// <summary>The place in a range.</summary>
    public struct Enumerator
    {
        private readonly int _end;
        private int _next;

        internal Enumerator(int start, int end) => (_next, _end) = (start, end);

        /// <summary>The number.</summary>
        public readonly int Current => _next - 1;

        /// <summary>Goes on to the next number.</summary>
        /// <returns>False when there is none.</returns>
        public bool MoveNext()
        {
            if (_next >= _end)
                return false;
            _next++;
            return true;
        }
    }
}
