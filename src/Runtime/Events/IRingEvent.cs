namespace BpfSharp;

/// <summary>What structs implement that share a <see cref="RingBuffer"/> with others: a number that tells them apart.</summary>
public interface IRingEvent
{
    /// <summary>The struct's number, a constant: <c>static int IRingEvent.EventTag => 1;</c>. No other struct in the same buffer has it.</summary>
    static abstract int EventTag { get; }
}
