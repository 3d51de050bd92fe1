using System.Globalization;
using Xunit;

namespace BpfSharp.Integration.Kprobes;

/// <summary>Functions by /proc/kallsyms, read without the library under test.</summary>
static class KernelAddress
{
    static readonly Lazy<ILookup<string, ulong>> Functions = new(() => File.ReadLines("/proc/kallsyms")
        .Where(l => l[17] is 't' or 'T')
        .ToLookup(l => l.IndexOf('\t', StringComparison.Ordinal) is var end and > 0 ? l[19..end] : l[19..], l => ulong.Parse(l.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));

    public static IEnumerable<string> Names => Functions.Value.Select(f => f.Key);

    public static bool Has(string function) => Functions.Value.Contains(function);

    public static int Count(string function) => Functions.Value[function].Count();

    public static ulong Of(string function)
    {
        ulong address = Functions.Value[function].Single();
        Assert.SkipWhen(address == 0, "needs the addresses in /proc/kallsyms");
        return address;
    }
}
