using System.Runtime.CompilerServices;
using System.Text;

namespace BpfSharp;

/// <summary>A string of 4096 bytes, up to 4092 of them text; see <see cref="IFixedString"/>. Too large for a program's stack: for records and map values.</summary>
[InlineArray(4096)]
public struct FixedString4096 : IFixedString, IEquatable<FixedString4096>
{
    private byte _first;

    /// <summary>A string from text, cut where there is no more room, or at a zero character.</summary>
    /// <param name="text">The text.</param>
    public static FixedString4096 FromString(string text)
    {
        FixedString4096 result = default;
        FixedText.Write(result, Encoding.UTF8.GetBytes(text));
        return result;
    }

    /// <inheritdoc/>
    public readonly int Length => FixedText.LengthOf(this);

    /// <inheritdoc/>
    public readonly bool IsTruncated => FixedText.IsTruncated(this);

    /// <inheritdoc/>
    public readonly bool Equals(FixedString4096 other) => FixedText.AreEqual(this, other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is FixedString4096 other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => FixedText.HashOf(this);

    /// <summary>The text; bytes that are not UTF-8 become U+FFFD.</summary>
    public override readonly string ToString() => FixedText.ToText(this);

    /// <summary>Whether two strings are the same.</summary>
    public static bool operator ==(FixedString4096 left, FixedString4096 right) => left.Equals(right);

    /// <summary>Whether two strings differ.</summary>
    public static bool operator !=(FixedString4096 left, FixedString4096 right) => !left.Equals(right);
}
