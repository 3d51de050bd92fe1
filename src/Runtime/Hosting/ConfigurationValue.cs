using System.Globalization;
using System.Text;

namespace BpfSharp;

/// <summary>How values of a kernel's configuration become bytes of a variable.</summary>
internal static class ConfigurationValue
{
    /// <summary>Writes a value; or says, as the end of a sentence, why it cannot.</summary>
    /// <param name="kind">How the variable is declared.</param>
    /// <param name="text">The value as the configuration has it.</param>
    /// <param name="target">The variable, all zero.</param>
    public static string? Write(BpfExternKind kind, string text, Span<byte> target)
    {
        switch (kind)
        {
            case BpfExternKind.Boolean when text is "y" or "n" or "0" or "1":
                target[0] = text is "y" or "1" ? (byte)1 : (byte)0;
                return null;
            case BpfExternKind.Tristate when text is "y" or "m" or "n":
                target[0] = (byte)(text switch { "y" => KconfigTristate.Yes, "m" => KconfigTristate.Module, _ => KconfigTristate.No });
                return null;
            case BpfExternKind.Letter when text is "y" or "m" or "n":
                target[0] = (byte)text[0];
                return null;
            case BpfExternKind.Signed or BpfExternKind.Unsigned or BpfExternKind.Letter:
                return WriteNumber(text, isSigned: kind != BpfExternKind.Unsigned, target);
            case BpfExternKind.Text or BpfExternKind.FixedText when text.Length >= 2 && text[0] == '"' && text[^1] == '"':
                return WriteText(Encoding.UTF8.GetBytes(text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)), kind, target);
            case BpfExternKind.Boolean:
                return text == "m" ? "is neither on nor off but a module: KconfigTristate has that" : "is neither y nor n";
            case BpfExternKind.Tristate:
                return "is neither y nor m nor n";
            default:
                return "is no text";
        }
    }

    private static string? WriteNumber(string text, bool isSigned, Span<byte> target)
    {
        bool isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool isNegative = text.StartsWith('-');
        bool isNumber = isHex
            ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
            : ulong.TryParse(text.AsSpan(isNegative ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out bits);
        if (!isNumber)
            return "is no number";
        int width = target.Length * 8;
        Int128 value = isNegative ? -(Int128)bits : bits;
        Int128 least = isSigned ? -(Int128.One << (width - 1)) : 0, most = isSigned ? (Int128.One << (width - 1)) - 1 : (Int128.One << width) - 1;
        // Addresses are written in hexadecimal and read as numbers with a sign, too.
        if (isHex && isSigned && bits >> (width - 1) >> 1 == 0)
            most = (Int128.One << width) - 1;
        if (value < least || value > most)
            return $"does not fit into {target.Length} bytes";
        ulong written = unchecked((ulong)value);
        for (int index = 0; index < target.Length; index++)
            target[index] = (byte)(written >> (8 * index));
        return null;
    }

    private static string? WriteText(byte[] text, BpfExternKind kind, Span<byte> target)
    {
        int room = kind == BpfExternKind.FixedText ? target.Length - FixedText.Overhead : target.Length - 1;
        if (text.Length > room)
            return $"does not fit into {room} bytes";
        if (kind == BpfExternKind.FixedText)
            FixedText.Write(target, text);
        else
            text.CopyTo(target);
        return null;
    }
}
