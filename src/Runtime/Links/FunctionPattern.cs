using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Which of the kernel's functions a pattern means.</summary>
internal static class FunctionPattern
{
    /// <summary>
    /// The names of traceable functions that match, each once, in order. What has no wildcard is a name: the kernel looks for it faster
    /// than all its names can be read.
    /// </summary>
    /// <exception cref="BpfUnsupportedException">There is none.</exception>
    public static string[] Find(string pattern, string operation)
    {
        if (!pattern.AsSpan().ContainsAny('*', '?'))
            return [pattern];
        string path = TraceFs.Require(operation) + "/available_filter_functions";
        if (!File.Exists(path))
            throw new BpfUnsupportedException(null, 0, operation, "The kernel was built without its function tracer (CONFIG_FUNCTION_TRACER), which knows the functions that a pattern can mean.");
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(path))
        {
            // "name" or, in a module, "name [module]".
            int end = line.IndexOf(' ', StringComparison.Ordinal);
            var name = end < 0 ? line.AsSpan() : line.AsSpan(0, end);
            // Weak functions that others replaced stand there by a name that no probe can use.
            if (NamePattern.Matches(name, pattern) && !name.StartsWith("__ftrace_invalid_address__", StringComparison.Ordinal))
                found.Add(name.ToString());
        }

        if (found.Count > 0)
            return [.. found];
        throw new BpfUnsupportedException(null, Errno.ENOENT, operation, $"The kernel has no function {pattern} that its function tracer can follow.");
    }
}
