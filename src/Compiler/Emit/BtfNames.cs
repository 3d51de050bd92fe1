using System.Text;

namespace BpfSharp.Compiler.Emit;

/// <summary>
/// Names as the kernel's BTF check takes them (<c>btf_name_valid_identifier</c>, kernel/bpf/btf.c): C identifiers.
/// A C# name may hold letters of any script, or none of them (<c>&lt;Value&gt;k__BackingField</c>).
/// </summary>
internal static class BtfNames
{
    /// <summary>The name itself when it is a C identifier, else the nearest one; never empty.</summary>
    public static string ToIdentifier(string name)
    {
        if (IsIdentifier(name))
            return name;
        var text = new StringBuilder(name.Length + 1);
        foreach (char c in name)
        {
            if (text.Length == 0 && c is >= '0' and <= '9')
                text.Append('_');
            if (IsPart(c))
                text.Append(c);
            else if (c < 0x80)
                text.Append('_');
            else
                text.Append('u').Append(((int)c).ToString("X4", System.Globalization.CultureInfo.InvariantCulture));
        }
        return text.Length == 0 ? "_" : text.ToString(0, Math.Min(text.Length, MaxLength));
    }

    public static bool IsIdentifier(string name)
    {
        if (name.Length is 0 or > MaxLength || name[0] is >= '0' and <= '9')
            return false;
        foreach (char c in name)
        {
            if (!IsPart(c))
                return false;
        }
        return true;
    }

    /// <summary><c>KSYM_NAME_LEN</c> - 1 before Linux 6.1, the shortest limit still met.</summary>
    const int MaxLength = 127;

    static bool IsPart(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_';
}
