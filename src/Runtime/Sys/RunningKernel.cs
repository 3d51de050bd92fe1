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

    /// <summary>The types; null when the kernel was built without BTF.</summary>
    public static KernelBtf? Types()
    {
        lock (Gate)
        {
            if (Cached.TryGetTarget(out var types))
                return types;
            types = KernelBtf.TryOpenRunning();
            Cached.SetTarget(types);
            return types;
        }
    }
}
