using System.Globalization;

namespace BpfSharp;

/// <summary>Addresses of the kernel's symbols, as far as it tells them. Its list is long, so one reading finds all that an object asks for.</summary>
/// <param name="names">What will be asked for.</param>
internal sealed class KernelAddresses(IEnumerable<string> names)
{
    private const string Kallsyms = "/proc/kallsyms";

    private readonly Lock _gate = new();
    private readonly HashSet<string> _names = [.. names, "_stext", "_text"];
    private Dictionary<string, ulong>? _found;

    /// <summary>A symbol's address, of the kernel itself before those of modules; 0 where there is none, or where the kernel does not tell.</summary>
    public ulong Find(string name)
    {
        lock (_gate)
        {
            if (_names.Add(name))
                _found = null;
            _found ??= Read(File.Exists(Kallsyms) ? File.ReadLines(Kallsyms) : [], _names);
            return _found.GetValueOrDefault(name);
        }
    }

    public string MissingReason(string name) => Find("_stext") == 0 && Find("_text") == 0
        ? $"The kernel does not tell addresses ({Kallsyms}): run as root, and with kernel.kptr_restrict at 0 or 1."
        : $"The kernel has no symbol {name} in {Kallsyms}.";

    /// <summary>The addresses of those among the lines that are wanted; reads no further than to the last of them.</summary>
    internal static Dictionary<string, ulong> Read(IEnumerable<string> lines, IReadOnlySet<string> names)
    {
        Dictionary<string, ulong> found = new(StringComparer.Ordinal);
        HashSet<string> missing = [.. names];
        var wanted = missing.GetAlternateLookup<ReadOnlySpan<char>>();
        // "ffffffff81000000 T _stext" or, in a module, "ffffffffc0000000 t name\t[module]".
        foreach (string line in lines)
        {
            int start = line.IndexOf(' ', StringComparison.Ordinal) + 3;
            if (start < 3 || start >= line.Length)
                continue;
            int tab = line.IndexOf('\t', start);
            var name = line.AsSpan(start, (tab < 0 ? line.Length : tab) - start);
            if (!wanted.TryGetValue(name, out string? symbol) || (tab >= 0 && found.ContainsKey(symbol))
                || !ulong.TryParse(line.AsSpan(0, start - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address))
                continue;
            found[symbol] = address;
            // The kernel's own may still come behind a module's.
            if (tab < 0 && missing.Remove(symbol) && missing.Count == 0)
                break;
        }

        return found;
    }
}
