using System.Buffers.Binary;
using System.Text;

namespace BpfSharp;

/// <summary>
/// How all fixed-size strings are laid out: the text with a zero byte behind it, room for one byte more, which tells a
/// text that just fits from one that was cut, and in the last two bytes the length with a flag for what was cut.
/// </summary>
internal static class FixedText
{
    /// <summary>Bytes that are not text.</summary>
    public const int Overhead = 4;

    private const int StateSize = 2;
    private const int TruncatedFlag = 0x8000;

    public static int LengthOf(ReadOnlySpan<byte> bytes) => Math.Min(State(bytes) & ~TruncatedFlag, bytes.Length - Overhead);

    public static bool IsTruncated(ReadOnlySpan<byte> bytes) => (State(bytes) & TruncatedFlag) != 0;

    /// <summary>The text; a character that was cut in the middle is left out.</summary>
    public static ReadOnlySpan<byte> TextOf(ReadOnlySpan<byte> bytes)
    {
        var text = bytes[..LengthOf(bytes)];
        if (!IsTruncated(bytes))
            return text;
        int start = text.Length - 1;
        while (start > 0 && text.Length - start < 4 && (text[start] & 0xc0) == 0x80)
            start--;
        return start >= 0 && Rune.DecodeFromUtf8(text[start..], out _, out _) == System.Buffers.OperationStatus.NeedMoreData ? text[..start] : text;
    }

    public static string ToText(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(TextOf(bytes));

    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => State(left) == State(right) && TextOf(left).SequenceEqual(TextOf(right));

    public static int HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.AddBytes(TextOf(bytes));
        return hash.ToHashCode();
    }

    /// <summary>Writes a text as the kernel would: up to its first zero byte, cut where there is no more room.</summary>
    public static void Write(Span<byte> bytes, ReadOnlySpan<byte> text)
    {
        int zero = text.IndexOf((byte)0);
        if (zero >= 0)
            text = text[..zero];
        int capacity = bytes.Length - Overhead;
        bool isTruncated = text.Length > capacity;
        if (isTruncated)
            text = text[..capacity];
        bytes.Clear();
        text.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[^StateSize..], (ushort)(text.Length | (isTruncated ? TruncatedFlag : 0)));
    }

    private static int State(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[^StateSize..]);
}
