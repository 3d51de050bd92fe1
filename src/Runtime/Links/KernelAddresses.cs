using System.Globalization;

namespace BpfSharp;

/// <summary>Addresses of the kernel's symbols, as far as it tells them.</summary>
internal static class KernelAddresses
{
    private const string Path = "/proc/kallsyms";

    /// <summary>A symbol's address, of the kernel itself before those of modules; 0 where there is none, or where the kernel does not tell.</summary>
    public static ulong Find(string name)
    {
        ulong found = 0;
        // "ffffffff81000000 T _stext" or, in a module, "ffffffffc0000000 t name\t[module]".
        foreach (string line in File.Exists(Path) ? File.ReadLines(Path) : [])
        {
            int start = line.IndexOf(' ', StringComparison.Ordinal) + 3;
            if (start < 3 || start + name.Length > line.Length || string.CompareOrdinal(line, start, name, 0, name.Length) != 0)
                continue;
            bool isModule = line.Length > start + name.Length;
            if (isModule && (line[start + name.Length] != '\t' || found != 0))
                continue;
            _ = ulong.TryParse(line.AsSpan(0, start - 3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out found);
            if (!isModule)
                return found;
        }

        return found;
    }

    public static string MissingReason(string name) => Find("_stext") == 0 && Find("_text") == 0
        ? $"The kernel does not tell addresses ({Path}): run as root, and with kernel.kptr_restrict at 0 or 1."
        : $"The kernel has no symbol {name} in {Path}.";
}
