using System.Runtime.CompilerServices;
using System.Text;

namespace BpfSharp;

/// <summary>A string of 1024 bytes, up to 1020 of them text; see <see cref="IFixedString"/>. Too large for a program's stack: for records and map values.</summary>
[InlineArray(1024)]
public struct FixedString1024 : IFixedString, IEquatable<FixedString1024>
{
    private byte _first;

    /// <summary>A string from text, cut where there is no more room, or at a zero character.</summary>
    /// <param name="text">The text.</param>
    public static FixedString1024 FromString(string text)
    {
        FixedString1024 result = default;
        FixedText.Write(result, Encoding.UTF8.GetBytes(text));
        return result;
    }

    /// <inheritdoc/>
    public readonly int Length => FixedText.LengthOf(this);

    /// <inheritdoc/>
    public readonly bool IsTruncated => FixedText.IsTruncated(this);

    /// <inheritdoc/>
    public readonly bool Equals(FixedString1024 other) => FixedText.AreEqual(this, other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is FixedString1024 other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => FixedText.HashOf(this);

    /// <summary>The text; bytes that are not UTF-8 become U+FFFD.</summary>
    public override readonly string ToString() => FixedText.ToText(this);

    /// <summary>Whether two strings are the same.</summary>
    public static bool operator ==(FixedString1024 left, FixedString1024 right) => left.Equals(right);

    /// <summary>Whether two strings differ.</summary>
    public static bool operator !=(FixedString1024 left, FixedString1024 right) => !left.Equals(right);
}
