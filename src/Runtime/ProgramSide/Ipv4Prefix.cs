using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>An IPv4 network as the key of an <see cref="LpmTrieMap{TKey, TValue}"/>; with a length of 32, an address.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Ipv4Prefix : IEquatable<Ipv4Prefix>
{
    /// <summary>How many bits of the address count, from 0 to 32.</summary>
    public uint PrefixLength;

    /// <summary>The address in network byte order, as it is in a packet.</summary>
    public uint Address;

    /// <summary>The network of .NET's type, or a single address.</summary>
    /// <param name="network">The network.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">It is not IPv4.</exception>
    public static Ipv4Prefix From(IPNetwork network)
    {
        var prefix = From(network.BaseAddress);
        prefix.PrefixLength = (uint)network.PrefixLength;
        return prefix;
    }

    /// <summary>A single address: a prefix of 32 bits.</summary>
    /// <param name="address">The address.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">It is not IPv4.</exception>
    public static Ipv4Prefix From(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.AddressFamily != AddressFamily.InterNetwork)
            throw new ArgumentException($"{address} is not an IPv4 address.", nameof(address));
        var prefix = new Ipv4Prefix { PrefixLength = 32 };
        address.TryWriteBytes(MemoryMarshal.AsBytes(new Span<uint>(ref prefix.Address)), out _);
        return prefix;
    }

    /// <summary>Reads <c>10.0.0.0/8</c> or <c>10.1.2.3</c>.</summary>
    /// <param name="text">A network or an address.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FormatException">It is neither, or has bits set behind its length.</exception>
    /// <exception cref="ArgumentException">It is not IPv4.</exception>
    public static Ipv4Prefix Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('/', StringComparison.Ordinal) ? From(IPNetwork.Parse(text)) : From(IPAddress.Parse(text));
    }

    /// <summary>Whether two prefixes are the same, bit for bit.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True if they are.</returns>
    public readonly bool Equals(Ipv4Prefix other) => PrefixLength == other.PrefixLength && Address == other.Address;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Ipv4Prefix other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(PrefixLength, Address);

    /// <summary>Whether two prefixes are the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Ipv4Prefix left, Ipv4Prefix right) => left.Equals(right);

    /// <summary>Whether two prefixes differ.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Ipv4Prefix left, Ipv4Prefix right) => !left.Equals(right);

    /// <summary>The network as <c>10.0.0.0/8</c>.</summary>
    /// <returns>The text.</returns>
    public override readonly string ToString() => $"{new IPAddress(Address)}/{PrefixLength}";
}
