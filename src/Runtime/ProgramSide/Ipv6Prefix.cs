using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>An IPv6 network as the key of an <see cref="LpmTrieMap{TKey, TValue}"/>; with a length of 128, an address.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Ipv6Prefix : IEquatable<Ipv6Prefix>
{
    /// <summary>How many bits of the address count, from 0 to 128.</summary>
    public uint PrefixLength;

    /// <summary>The address, as it is in a packet.</summary>
    public Ipv6Bytes Address;

    /// <summary>The network of .NET's type, or a single address.</summary>
    /// <param name="network">The network.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">It is not IPv6.</exception>
    public static Ipv6Prefix From(IPNetwork network)
    {
        var prefix = From(network.BaseAddress);
        prefix.PrefixLength = (uint)network.PrefixLength;
        return prefix;
    }

    /// <summary>A single address: a prefix of 128 bits.</summary>
    /// <param name="address">The address.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">It is not IPv6.</exception>
    public static Ipv6Prefix From(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            throw new ArgumentException($"{address} is not an IPv6 address.", nameof(address));
        var prefix = new Ipv6Prefix { PrefixLength = 128 };
        address.TryWriteBytes(prefix.Address, out _);
        return prefix;
    }

    /// <summary>Reads <c>2001:db8::/32</c> or <c>2001:db8::1</c>.</summary>
    /// <param name="text">A network or an address.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FormatException">It is neither, or has bits set behind its length.</exception>
    /// <exception cref="ArgumentException">It is not IPv6.</exception>
    public static Ipv6Prefix Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('/', StringComparison.Ordinal) ? From(IPNetwork.Parse(text)) : From(IPAddress.Parse(text));
    }

    /// <summary>Whether two prefixes are the same, bit for bit.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True if they are.</returns>
    public readonly bool Equals(Ipv6Prefix other) => PrefixLength == other.PrefixLength && ((ReadOnlySpan<byte>)Address).SequenceEqual(other.Address);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Ipv6Prefix other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(PrefixLength);
        hash.AddBytes(Address);
        return hash.ToHashCode();
    }

    /// <summary>Whether two prefixes are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Ipv6Prefix left, Ipv6Prefix right) => left.Equals(right);

    /// <summary>Whether two prefixes differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Ipv6Prefix left, Ipv6Prefix right) => !left.Equals(right);

    /// <summary>The network as <c>2001:db8::/32</c>.</summary>
    /// <returns>The text.</returns>
    public override readonly string ToString() => $"{new IPAddress(Address)}/{PrefixLength}";
}

/// <summary>The 16 bytes of an IPv6 address, as they are in a packet.</summary>
[InlineArray(16)]
public struct Ipv6Bytes
{
    private byte _first;
}
