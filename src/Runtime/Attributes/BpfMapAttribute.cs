namespace BpfSharp;

/// <summary>Marks a partial property of a <see cref="BpfObjectAttribute"/> class as a BPF map; the property's type says which kind.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BpfMapAttribute : Attribute
{
    /// <summary>
    /// Capacity: number of elements, or for a <see cref="RingBuffer{T}"/> its size in bytes (a power of two and a
    /// multiple of the page size).
    /// </summary>
    public int MaxEntries { get; set; }

    /// <summary>For a <see cref="BloomFilter{T}"/>: how many bits each value sets, from 1 to 15. The kernel's choice is 5.</summary>
    public int HashFunctions { get; set; }

    /// <summary>Creation flags.</summary>
    public BpfMapFlags Flags { get; set; }
}
