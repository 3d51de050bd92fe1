using System.Globalization;
using System.Text;

namespace BpfSharp;

/// <summary>Formats values as the kernel prints what the compiler makes of them: C# text, invariant.</summary>
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
            case bool truth when format is null:
                text.Append(truth ? "True" : "False");
                break;
            case Comm comm when format is null:
                text.Append(comm.ToString());
                break;
            case string constant when format is null:
                text.Append(constant);
                break;
            default:
                throw new NotSupportedException($"The kernel cannot print a {typeof(T).Name}{(format is null ? "" : $" as '{format}'")}: print integers, bools or a Comm (BPF0301).");
        }
    }

    private static void CheckFormat(string? format)
    {
        if (format is null)
            return;
        if (format is not ("d" or "D" or "g" or "G" or "x"))
            throw new NotSupportedException($"The kernel has no format like '{format}': use 'd' or 'x' (BPF0302).");
    }
}
