using System.Runtime.InteropServices;
using BpfSharp.Runtime.Tests.Objects;
using Xunit;

namespace BpfSharp.Runtime.Tests.Support;

/// <summary>What tests do to the running kernel by other ways than the library's.</summary>
internal static partial class Kernel
{
    private const int NewMountNamespace = 0x20000, NewNetworkNamespace = 0x40000000;
    private const nuint RecursivePrivate = 0x4000 | 0x40000;

    /// <summary>Skips the test where nothing can be loaded.</summary>
    public static void Require()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Toolchain.IsRoot, "only root may load BPF programs");
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "the test programs know x64's system call numbers");
    }

    /// <summary>A system call that nothing else in this process makes, so that programs can count it.</summary>
    public static void Call(int times = 1)
    {
        for (int time = 0; time < times; time++)
            _ = GetParentProcessId();
    }

    public static void Fork() => Toolchain.Run("true");

    /// <summary>All that this process has open, but for the libraries that .NET loads when they are first used (two descriptors each).</summary>
    public static string[] OpenFiles()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return [.. Directory.GetFiles("/proc/self/fd")
            .Select(path => new FileInfo(path).LinkTarget ?? "") // gone since: the one of the listing itself
            .Where(target => Path.GetExtension(target) is not (".dll" or ".so"))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>What bpftool says; skips the test where there is none.</summary>
    public static string BpfTool(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/bpftool") || Toolchain.Has("bpftool"), "bpftool is not installed: it judges what was loaded");
        return Toolchain.Run(File.Exists("/usr/sbin/bpftool") ? "/usr/sbin/bpftool" : "bpftool", arguments);
    }

    /// <summary>Runs on a thread with its own mounts, where tracefs is mounted or not.</summary>
    public static void WithMounts(bool hasTraceFs, Action action) => OnThread(() =>
    {
        Check(Unshare(NewMountNamespace), "unshare");
        Check(Mount("none", "/", null, RecursivePrivate, null), "make mounts private");
        bool isMounted = File.Exists("/sys/kernel/tracing/trace_pipe");
        if (hasTraceFs && !isMounted)
            Check(Mount("tracefs", "/sys/kernel/tracing", "tracefs", 0, null), "mount tracefs");
        if (!hasTraceFs)
            Check(Mount("tmpfs", "/sys/kernel", "tmpfs", 0, null), "hide tracefs");
        action();
    });

    /// <summary>Runs on a thread with its own, empty network.</summary>
    public static void WithNetwork(Action action) => OnThread(() =>
    {
        Check(Unshare(NewNetworkNamespace), "unshare");
        action();
    });

    /// <summary>Runs on a thread that has lost its capabilities.</summary>
    public static unsafe void WithoutCapabilities(Action action) => OnThread(() =>
    {
        uint* header = stackalloc uint[2] { 0x20080522, 0 };
        uint* sets = stackalloc uint[6];
        Check(SetCapabilities(header, sets), "capset");
        action();
    });

    public static void OnThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    private static void Check(int result, string what)
    {
        if (result != 0)
            Assert.Skip($"the machine does not let the test {what}: errno {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParentProcessId();

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string source, string target, string? type, nuint flags, string? data);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    private static unsafe partial int SetCapabilities(uint* header, uint* sets);
}
