using System.Text;

namespace BpfSharp.Compiler.Emit;

/// <summary>The spelling of numbers, names and strings in LLVM IR text.</summary>
internal static class LlvmText
{
    /// <summary>
    /// Appends a number without asking the current culture: csc runs under the user's, and some cultures' minus sign
    /// is not ASCII.
    /// </summary>
    public static StringBuilder AppendNumber(this StringBuilder text, long value)
    {
        ulong magnitude = (ulong)value;
        if (value < 0)
        {
            text.Append('-');
            magnitude = unchecked(0UL - magnitude);
        }
        if (magnitude < 10)
            return text.Append((char)('0' + magnitude));
        Span<char> digits = stackalloc char[20];
        int first = digits.Length;
        for (; magnitude != 0; magnitude /= 10)
            digits[--first] = (char)('0' + (magnitude % 10));
        for (; first < digits.Length; first++)
            text.Append(digits[first]);
        return text;
    }

    /// <summary>Appends <c>@name</c> or <c>%name</c>, quoted when the name is not a plain LLVM identifier.</summary>
    public static StringBuilder AppendSymbol(this StringBuilder text, char sigil, string name)
    {
        text.Append(sigil);
        return IsPlain(name) ? text.Append(name) : text.AppendQuoted(name);
    }

    /// <summary>Appends a quoted string: the UTF-8 bytes, with everything but plain ASCII as <c>\XX</c>.</summary>
    public static StringBuilder AppendQuoted(this StringBuilder text, string value)
    {
        text.Append('"');
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (c < 0x80)
            {
                text.AppendByte((byte)c);
                continue;
            }
            // An unpaired surrogate becomes U+FFFD, as every UTF-8 encoder does.
            int length = char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]) ? 2 : 1;
            foreach (byte b in Encoding.UTF8.GetBytes(value.Substring(i, length)))
                text.AppendByte(b);
            i += length - 1;
        }
        return text.Append('"');
    }

    /// <summary>Appends a byte array constant: <c>c"…"</c>.</summary>
    public static StringBuilder AppendBytes(this StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        text.Append("c\"");
        foreach (byte b in bytes)
            text.AppendByte(b);
        return text.Append('"');
    }

    static void AppendByte(this StringBuilder text, byte value)
    {
        if (value is >= 0x20 and < 0x7f and not ((byte)'"' or (byte)'\\'))
            text.Append((char)value);
        else
            text.Append('\\').Append(Hex(value >> 4)).Append(Hex(value & 15));
    }

    static char Hex(int digit) => (char)(digit < 10 ? '0' + digit : 'A' + digit - 10);

    static bool IsPlain(string name)
    {
        if (name.Length == 0 || name[0] is >= '0' and <= '9')
            return false;
        foreach (char c in name)
        {
            if (c is not (>= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' or '.' or '$' or '-'))
                return false;
        }
        return true;
    }
}
