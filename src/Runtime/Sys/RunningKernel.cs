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
        return VersionCode(Release, Text("/proc/sys/kernel/version"), Text("/proc/version_signature"));

        static string Text(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
    }

    /// <param name="release">What uname(1) gives.</param>
    /// <param name="build">The build's version; Debian's release has no patch, which stands here: <c>#1 SMP Debian 6.1.55-1 (2023-09-29)</c>.</param>
    /// <param name="signature">Ubuntu's file, whose last word is the version that its own comes from: <c>Ubuntu 5.15.0-25.25-generic 5.15.30</c>.</param>
    internal static int VersionCode(string release, string build, string signature)
    {
        const string debian = "Debian ";
        int at = build.IndexOf(debian, StringComparison.Ordinal);
        string text = signature.Trim() is { Length: > 0 } words ? words[(words.LastIndexOf(' ') + 1)..]
            : at < 0 ? release
            : build[(at + debian.Length)..];
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
