namespace BpfSharp;

/// <summary>
/// A Bloom filter: says of a value that it certainly was not added, or perhaps was (<c>BPF_MAP_TYPE_BLOOM_FILTER</c>, kernel 5.16).
/// Nothing can be removed from it, nor listed.
/// </summary>
/// <remarks>
/// <see cref="BpfMapAttribute.MaxEntries"/> is how many values it is made for, <see cref="BpfMapAttribute.HashFunctions"/> how many bits
/// each sets. More values than that can be added, at the price of more false answers of <see cref="MayContain"/>.
/// </remarks>
/// <typeparam name="T">Value; compared byte by byte.</typeparam>
public sealed class BloomFilter<T> : TypedMap
    where T : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A BloomFilter map whose value size is that of the type.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public BloomFilter(BpfMap map)
        : base(map, BpfMapType.BloomFilter) =>
        KeylessOperations.CheckType<T>(map);

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Add(T value) => KeylessOperations.Add(Map, value);

    /// <summary>Whether a value may have been added.</summary>
    /// <param name="value">The value.</param>
    /// <returns>False if it certainly was not; true if it was, and seldom if not.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool MayContain(T value) => KeylessOperations.MayContain(Map, value);
}
