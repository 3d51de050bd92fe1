using BpfSharp.Btf;

namespace BpfSharp.Sys;

/// <summary>The running kernel's types, shared between objects while any uses them: they take megabytes.</summary>
internal static class RunningKernel
{
    private static readonly Lock Gate = new();
    private static readonly WeakReference<KernelBtf?> Cached = new(null);

    /// <summary>The kernel's release as uname(1) gives it, for messages.</summary>
    public static string Release
    {
        get
        {
            const string path = "/proc/sys/kernel/osrelease";
            return File.Exists(path) ? File.ReadAllText(path).Trim() : Environment.OSVersion.Version.ToString();
        }
    }

    /// <summary>The kernel's version in one number: major * 65536 + minor * 256 + patch, the patch at most 255.</summary>
    public static int VersionCode()
    {
        // Debian's release has no patch; it stands in the build's version: "#1 SMP Debian 6.1.55-1 (2023-09-29)".
        const string versionPath = "/proc/sys/kernel/version", debian = "Debian ";
        string build = File.Exists(versionPath) ? File.ReadAllText(versionPath) : "";
        int at = build.IndexOf(debian, StringComparison.Ordinal);
        string text = at < 0 ? Release : build[(at + debian.Length)..];
        Span<int> numbers = [0, 0, 0];
        int index = 0;
        foreach (char c in text)
        {
            if (char.IsAsciiDigit(c))
                numbers[index] = Math.Min((numbers[index] * 10) + (c - '0'), ushort.MaxValue);
            else if (c != '.' || ++index == numbers.Length)
                break;
        }

        return (numbers[0] << 16) + (Math.Min(numbers[1], 255) << 8) + Math.Min(numbers[2], 255);
    }

    /// <summary>The types; null when the kernel was built without BTF.</summary>
    public static KernelBtf? Types()
    {
        lock (Gate)
        {
            if (Cached.TryGetTarget(out var types))
                return types;
            types = KernelBtf.TryOpenRunning();
            if (types is not null)
                types.FindModules = new ModuleTypes(types).Refresh;
            Cached.SetTarget(types);
            return types;
        }
    }
}
