namespace BpfSharp;

/// <summary>
/// A trie that finds the longest prefix a key begins with, such as a route for an address
/// (<c>BPF_MAP_TYPE_LPM_TRIE</c>, kernel 4.11).
/// </summary>
/// <remarks>
/// Reading (the indexer, <c>TryGetValue</c>, <c>ContainsKey</c>, <c>GetValueRefOrNullRef</c>) takes a whole address, that is a
/// prefix as long as the data, and gives the element with the longest prefix of it. Writing and <c>Remove</c> are about the one
/// element with just that prefix. Elements are allocated as they are added (<see cref="BpfMapFlags.NoPreallocation"/> is always set).
/// Adding without replacing is not offered, because kernels before 6.13 replace all the same; nor do those replace an element of a full
/// trie.
/// </remarks>
/// <typeparam name="TKey">
/// A struct whose first field is the prefix's length in bits, a <see cref="uint"/>, followed by the data, the most significant byte
/// first and without padding: <see cref="Ipv4Prefix"/>, <see cref="Ipv6Prefix"/>, or one of your own.
/// </typeparam>
/// <typeparam name="TValue">Value.</typeparam>
public sealed class LpmTrieMap<TKey, TValue> : KeyedMap<TKey, TValue>
    where TKey : unmanaged
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">An LpmTrie map whose key and value sizes are those of the types.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public LpmTrieMap(BpfMap map)
        : base(map, BpfMapType.LpmTrie)
    {
    }
}
