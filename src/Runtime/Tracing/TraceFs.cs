namespace BpfSharp;

/// <summary>Where the kernel's tracing files are.</summary>
internal static class TraceFs
{
    private static readonly string[] Roots = ["/sys/kernel/tracing", "/sys/kernel/debug/tracing"];

    /// <summary>The directory; null when the file system is not mounted or not readable.</summary>
    public static string? Find() => Array.Find(Roots, static root => File.Exists(root + "/trace_pipe"));

    /// <summary>The directory, or an exception that says how to get it.</summary>
    public static string Require(string operation)
    {
        if (Find() is { } root)
            return root;
        if (!IsKnownToKernel())
            throw new BpfUnsupportedException(null, 0, operation, "The kernel was built without tracefs (CONFIG_TRACING).");
        throw new BpfException(0, operation, "The kernel's tracing files are not mounted or not readable here. As root, run: mount -t tracefs tracefs /sys/kernel/tracing");
    }

    /// <summary>The id perf_event_open(2) wants for a tracepoint.</summary>
    /// <param name="target">Category and name.</param>
    /// <param name="operation">For messages.</param>
    public static ulong TracepointId(string target, string operation)
    {
        string root = Require(operation);
        int slash = target.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || target.Contains("..", StringComparison.Ordinal) || target.IndexOf('/', slash + 1) >= 0)
            throw new BpfException(0, operation, $"'{target}' does not name a tracepoint: write category/name, for example sched/sched_switch.");
        string path = $"{root}/events/{target}/id";
        try
        {
            return ulong.Parse(File.ReadAllText(path).Trim(), System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BpfUnsupportedException(null, Errno.ENOENT, operation, $"The kernel has no tracepoint {target}.{NearNames.Suggest(target, AvailableEvents(root))}");
        }
        catch (UnauthorizedAccessException)
        {
            throw new BpfException(Errno.EACCES, operation, $"This process may not read {path}: run it as root (sudo).");
        }
    }

    /// <summary>
    /// Has lines that programs print written from now on. The kernel does it when such a program is loaded, but newer ones (7.x) some time
    /// later, and what is printed before is lost (bpf_get_trace_printk_proto in kernel/trace/bpf_trace.c).
    /// </summary>
    public static void EnablePrinting(string root)
    {
        try
        {
            File.WriteAllText(root + "/events/bpf_trace/bpf_trace_printk/enable", "1");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A reader without the right to write, or a kernel of before 5.9, which has no such event: the kernel sees to it.
        }
    }

    private static IEnumerable<string> AvailableEvents(string root)
    {
        string path = root + "/available_events";
        return File.Exists(path) ? File.ReadLines(path).Select(static line => line.Replace(':', '/')) : [];
    }

    private static bool IsKnownToKernel() => !File.Exists("/proc/filesystems")
        || File.ReadLines("/proc/filesystems").Any(static line => line.EndsWith("\ttracefs", StringComparison.Ordinal));
}
