using System.Globalization;
using System.Text;

namespace BpfSharp;

/// <summary>Formats values as the kernel prints what the compiler makes of them: C# text, invariant, numbers of enums.</summary>
internal static class PrintkFormat
{
    public static void Append<T>(StringBuilder text, T value, string? format)
    {
        CheckFormat(format);
        switch (value)
        {
            case byte or sbyte or short or ushort or int or uint or long or ulong or nint or nuint:
                text.Append(((IFormattable)value).ToString(format, CultureInfo.InvariantCulture));
                break;
            case char character when format is null:
                text.Append(character);
                break;
            case bool truth when format is null:
                text.Append(truth ? '1' : '0');
                break;
            case Comm comm when format is null:
                text.Append(comm.ToString());
                break;
            case string constant when format is null:
                text.Append(constant);
                break;
            case Enum number:
                text.Append(Number(number).ToString(format, CultureInfo.InvariantCulture));
                break;
            default:
                throw new NotSupportedException($"The kernel cannot print a {typeof(T).Name}{(format is null ? "" : $" as '{format}'")}: print integers, enums, characters or a Comm.");
        }
    }

    private static IFormattable Number(Enum value)
    {
        IConvertible number = value;
        return value.GetTypeCode() switch
        {
            TypeCode.Byte => number.ToByte(null),
            TypeCode.SByte => number.ToSByte(null),
            TypeCode.Int16 => number.ToInt16(null),
            TypeCode.UInt16 => number.ToUInt16(null),
            TypeCode.Int32 => number.ToInt32(null),
            TypeCode.UInt32 => number.ToUInt32(null),
            TypeCode.Int64 => number.ToInt64(null),
            _ => number.ToUInt64(null),
        };
    }

    private static void CheckFormat(string? format)
    {
        if (format is null)
            return;
        bool isKnown = format.Length is >= 1 and <= 3 && format[0] is 'd' or 'D' or 'x' or 'X';
        for (int index = 1; isKnown && index < format.Length; index++)
            isKnown = char.IsAsciiDigit(format[index]);
        if (!isKnown)
            throw new NotSupportedException($"The kernel has no format like '{format}': use d, x or X, and a number of digits if need be.");
    }
}
