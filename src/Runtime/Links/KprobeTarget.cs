using System.Globalization;

namespace BpfSharp;

/// <summary>Where a kprobe goes: a function by name, a place behind its beginning, or an address.</summary>
/// <param name="Function">Null when an address is given.</param>
/// <param name="Offset">Bytes behind the function's beginning.</param>
/// <param name="Address">Kernel address; 0 when a function is given.</param>
/// <param name="IsReturn">Whether the program runs when the function returns.</param>
internal sealed record KprobeTarget(string? Function, ulong Offset, ulong Address, bool IsReturn)
{
    /// <summary>Understands what a section names: <c>do_exit</c> or <c>do_exit+0x10</c>.</summary>
    public static KprobeTarget Parse(string target, bool isReturn, string operation)
    {
        int plus = target.IndexOf('+', StringComparison.Ordinal);
        if (plus < 0)
            return new(target, 0, 0, isReturn);
        var number = target.AsSpan(plus + 1);
        bool isHex = number.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (!ulong.TryParse(isHex ? number[2..] : number, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out ulong offset))
            throw new BpfException(0, operation, $"'{target}' is no function with an offset: write function+0x10.");
        if (isReturn && offset != 0)
            throw new BpfException(0, operation, "A return probe is set at a function's entry: leave the offset out.");
        return new(target[..plus], offset, 0, isReturn);
    }

    public override string ToString() => Function is null
        ? "0x" + Address.ToString("x", CultureInfo.InvariantCulture)
        : Offset == 0 ? Function : $"{Function}+0x{Offset.ToString("x", CultureInfo.InvariantCulture)}";
}
