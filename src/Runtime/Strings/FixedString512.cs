using System.Runtime.CompilerServices;
using System.Text;

namespace BpfSharp;

/// <summary>A string of 512 bytes, up to 508 of them text; see <see cref="IFixedString"/>. Too large for a program's stack: for records and map values.</summary>
[InlineArray(512)]
public struct FixedString512 : IFixedString, IEquatable<FixedString512>
{
    private byte _first;

    /// <summary>A string from text, cut where there is no more room, or at a zero character.</summary>
    /// <param name="text">The text.</param>
    public static FixedString512 FromString(string text)
    {
        FixedString512 result = default;
        FixedText.Write(result, Encoding.UTF8.GetBytes(text));
        return result;
    }

    /// <inheritdoc/>
    public readonly int Length => FixedText.LengthOf(this);

    /// <inheritdoc/>
    public readonly bool IsTruncated => FixedText.IsTruncated(this);

    /// <inheritdoc/>
    public readonly bool Equals(FixedString512 other) => FixedText.AreEqual(this, other);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is FixedString512 other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => FixedText.HashOf(this);

    /// <summary>The text; bytes that are not UTF-8 become U+FFFD.</summary>
    public override readonly string ToString() => FixedText.ToText(this);

    /// <summary>Whether two strings are the same.</summary>
    public static bool operator ==(FixedString512 left, FixedString512 right) => left.Equals(right);

    /// <summary>Whether two strings differ.</summary>
    public static bool operator !=(FixedString512 left, FixedString512 right) => !left.Equals(right);
}
