namespace BpfSharp;

/// <summary>Marks a partial property of a <see cref="BpfObjectAttribute"/> class as a BPF map; the property's type says which kind.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BpfMapAttribute : Attribute
{
    /// <summary>
    /// Capacity: number of elements, or for a <see cref="RingBuffer{T}"/> its size in bytes, and for a <see cref="PerfBuffer{T}"/> that
    /// of each CPU (a power of two and a multiple of the page size). Storages have none.
    /// </summary>
    public int MaxEntries { get; set; }

    /// <summary>For a <see cref="BloomFilter{T}"/>: how many bits each value sets, from 1 to 15. The kernel's choice is 5.</summary>
    public int HashFunctions { get; set; }

    /// <summary>For a <see cref="StackTraceMap"/>: how many frames are kept, from 1 to 127, which is what they are when this is not set.</summary>
    public int StackDepth { get; set; }

    /// <summary>For a map of maps: the capacity of each inner map.</summary>
    public int InnerMaxEntries { get; set; }

    /// <summary>Creation flags.</summary>
    public BpfMapFlags Flags { get; set; }
}
