namespace BpfSharp;

/// <summary>What the running kernel tells of its functions; read to explain failures only, it takes a while.</summary>
internal static class KernelSymbols
{
    private const string SymbolsPath = "/proc/kallsyms";
    private const string BlacklistPath = "/sys/kernel/debug/kprobes/blacklist";

    /// <summary>Names of functions, those of modules included; empty when they cannot be read.</summary>
    public static IEnumerable<string> Functions()
    {
        // "ffffffff81000000 T _stext" or, in a module, "ffffffffc0000000 t name\t[module]".
        foreach (string line in Lines(SymbolsPath))
        {
            int type = line.IndexOf(' ', StringComparison.Ordinal) + 1;
            if (type <= 0 || type + 2 >= line.Length || line[type] is not ('t' or 'T' or 'w' or 'W'))
                continue;
            int end = line.IndexOf('\t', type);
            yield return end < 0 ? line[(type + 2)..] : line[(type + 2)..end];
        }
    }

    /// <summary>Whether kprobes refuse the function because they need it themselves; null when that cannot be read.</summary>
    public static bool? IsBlacklisted(string function)
    {
        if (!CanRead(BlacklistPath))
            return null;
        // "0xffffffff81000000-0xffffffff81000040\tname"
        foreach (string line in Lines(BlacklistPath))
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && line.AsSpan(tab + 1).SequenceEqual(function))
                return true;
        }

        return false;
    }

    /// <summary>Whether the function tracer may follow the function; null when that cannot be read.</summary>
    public static bool? IsTraceable(string function)
    {
        string? path = TraceFs.Find() is { } root ? root + "/available_filter_functions" : null;
        if (path is null || !CanRead(path))
            return null;
        foreach (string line in Lines(path))
        {
            if (line.StartsWith(function, StringComparison.Ordinal) && (line.Length == function.Length || line[function.Length] is ' ' or '\t'))
                return true;
        }

        return false;
    }

    private static bool CanRead(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return stream.ReadByte() >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return File.ReadLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
