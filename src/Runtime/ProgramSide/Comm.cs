using System.Runtime.CompilerServices;
using System.Text;

namespace BpfSharp;

/// <summary>
/// A task's name as the kernel keeps it (<c>TASK_COMM_LEN</c>): 16 bytes, at most 15 of text, filled up with zeros.
/// Same layout in a program and in user code, so it can be a field of an event or a map key.
/// </summary>
[InlineArray(Size)]
public struct Comm : IEquatable<Comm>
{
    /// <summary>Bytes in a task name, including the terminating zero.</summary>
    public const int Size = 16;

    private byte _first;

    /// <summary>A name from text; text beyond 15 bytes of UTF-8 is cut, as the kernel does.</summary>
    /// <param name="text">The name.</param>
    public static Comm FromString(string text)
    {
        Comm comm = default;
        Span<byte> bytes = comm;
        int maximum = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> encoded = maximum <= 256 ? stackalloc byte[maximum] : new byte[maximum];
        int length = Math.Min(Encoding.UTF8.GetBytes(text, encoded), Size - 1);
        encoded[..length].CopyTo(bytes);
        return comm;
    }

    /// <summary>Compares all 16 bytes.</summary>
    public readonly bool Equals(Comm other)
    {
        ReadOnlySpan<byte> mine = this, theirs = other;
        return mine.SequenceEqual(theirs);
    }

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Comm other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(this);
        return hash.ToHashCode();
    }

    /// <summary>The text up to the first zero byte; bytes that are not UTF-8 become U+FFFD.</summary>
    public override readonly string ToString()
    {
        ReadOnlySpan<byte> bytes = this;
        int end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    /// <summary>Whether two names are the same.</summary>
    public static bool operator ==(Comm left, Comm right) => left.Equals(right);

    /// <summary>Whether two names differ.</summary>
    public static bool operator !=(Comm left, Comm right) => !left.Equals(right);
}
