using System.Globalization;

namespace BpfSharp;

/// <summary>What the verifier knew of a register, from its log: <c>map_value(map=counts,ks=4,vs=8)</c>, <c>scalar(umax=24,…)</c>, <c>inv5</c>.</summary>
/// <param name="Kind">The word before the brackets; empty for a number.</param>
/// <param name="Attributes">What is in the brackets; empty without.</param>
internal sealed record RegisterState(string Kind, string Attributes)
{
    private const string OrNull = "_or_null";

    public bool IsNumber => Kind.Length == 0;

    public bool MayBeNull => Kind.EndsWith(OrNull, StringComparison.Ordinal);

    /// <summary>A number that can only be zero: what a pointer is after a comparison with null.</summary>
    public bool IsZero => IsNumber && Range() is ({ } least, { } greatest) && least == 0 && greatest == 0;

    /// <summary>A number that can have one value only.</summary>
    public bool IsConstant => IsNumber && Range() is ({ } least, { } greatest) && least == greatest;

    /// <summary>Reads a state as the log has it.</summary>
    public static RegisterState Parse(string text)
    {
        int bracket = text.IndexOf('(', StringComparison.Ordinal);
        string kind = bracket < 0 ? text : text[..bracket];
        string attributes = bracket < 0 ? "" : text[(bracket + 1)..].TrimEnd(')');
        if (kind.StartsWith('P') && kind.Length > 1)
            kind = kind[1..]; // must be precise
        // inv is what numbers were called before 5.18; constants follow it, or now stand alone.
        string number = kind.StartsWith("inv", StringComparison.Ordinal) ? kind[3..] : kind;
        if (number.Length > 0 && TryReadNumber(number, out _))
            return new("", $"umin={number},umax={number}");
        if (kind is "inv" or "scalar" or "unknown")
            return new("", attributes);
        // fp-8 and fp(off=-16)
        return kind.StartsWith("fp", StringComparison.Ordinal) ? new("fp", attributes) : new(kind, attributes);
    }

    /// <summary>The least and the greatest value a number, or what moves a pointer, can have; null where there is no bound.</summary>
    public (Int128? Least, Int128? Greatest) Range()
    {
        Int128? signedLeast = Find("smin", "smin_value"), signedGreatest = Find("smax", "smax_value");
        Int128? least = Find("umin", "umin_value"), greatest = Find("umax", "umax_value");
        if (signedLeast < 0 || (greatest is null && signedLeast is null))
            return (signedLeast == long.MinValue ? null : signedLeast, signedGreatest == long.MaxValue ? null : signedGreatest);
        return (least ?? signedLeast ?? 0, greatest ?? signedGreatest);
    }

    /// <summary>In words a C# developer knows.</summary>
    public string Describe()
    {
        string kind = MayBeNull ? Kind[..^OrNull.Length] : Kind;
        string words = kind switch
        {
            "" => "a number",
            "map_value" => Text("map") is { } map ? $"an element of the map {map}" : "an element of a map",
            "fp" => "the address of a variable on the stack",
            "ctx" => "the program's context",
            "map_ptr" => "a map",
            "mem" or "ringbuf_mem" or "alloc_mem" => "a reserved record",
            "sock" or "sock_common" or "tcp_sock" or "xdp_sock" => "a socket",
            "pkt" => "the packet's data",
            "pkt_end" => "the packet's end",
            "pkt_meta" => "the packet's metadata",
            "func" => "a function",
            "ptr_" or "trusted_ptr_" or "rcu_ptr_" or "untrusted_ptr_" => "a kernel record",
            _ when kind.IndexOf("ptr_", StringComparison.Ordinal) is >= 0 and var at => $"a kernel record ({kind[(at + 4)..]})",
            _ => kind,
        };
        return MayBeNull ? words + ", or null" : words;
    }

    /// <summary>A range in words.</summary>
    public static string Describe((Int128? Least, Int128? Greatest) range) => range switch
    {
        (null, null) => "any number, negative ones too",
        (null, { } greatest) => $"at most {greatest}, and may be negative",
        ({ } least, null) => least < 0 ? $"at least {least}" : "any number that is not negative",
        ({ } least, { } greatest) => least == greatest ? $"{least}" : $"{least} to {greatest}",
    };

    private string? Text(string name)
    {
        foreach (string part in Attributes.Split(','))
        {
            int equals = part.LastIndexOf('=');
            if (equals > 0 && part[..equals].Split('=').Contains(name))
                return part[(equals + 1)..];
        }

        return null;
    }

    private Int128? Find(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            // Negative numbers may be written as 64 bits in hexadecimal.
            if (Text(name) is { } text && TryReadNumber(text, out var number))
                return name[0] == 's' && number > long.MaxValue ? number - ((Int128)1 << 64) : number;
        }

        return null;
    }

    private static bool TryReadNumber(string text, out Int128 number) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? Int128.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
