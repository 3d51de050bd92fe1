using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>Makes the kernel do something that a program under test is attached to, by known process ids.</summary>
static partial class Trigger
{
    /// <summary>A shell and the children it forked; all have ended.</summary>
    public sealed record Forks(int Parent, IReadOnlyList<int> Children);

    /// <summary>
    /// Runs a program to its end and gives its process id. The kernel sees vfork, execve and exit: .NET starts
    /// processes by vfork, so nothing attached to clone sees this one.
    /// </summary>
    public static int Run(string program, params string[] arguments) => Start(program, arguments).Id;

    /// <summary>
    /// Has a shell fork children, each by clone(2) with SIGCHLD, as C's fork does. A shell, because a forked copy of
    /// this process could not safely run another line of managed code.
    /// </summary>
    public static Forks Fork(int children)
    {
        var (id, output) = Start("/bin/sh", ["-c", $"i=0; while [ $i -lt {children} ]; do ( : ) & echo $!; i=$((i+1)); done; wait"]);
        return new Forks(id, [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => int.Parse(l, CultureInfo.InvariantCulture))]);
    }

    /// <summary>Starts a thread of this process and waits for it: clone3(2), where the C library uses it.</summary>
    public static void StartThread()
    {
        var thread = new Thread(() => { });
        thread.Start();
        thread.Join();
    }

    /// <summary>unlink(2) by this thread on a path that does not exist.</summary>
    public static void UnlinkMissing(string path) => _ = Unlink(path);

    /// <summary>getppid(2) by this thread, so many times: the cheapest call with no side effect that no library caches.</summary>
    public static void GetParentId(int times = 1)
    {
        for (; times > 0; times--)
            _ = ParentId();
    }

    static (int Id, string Output) Start(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with status {process.ExitCode}");
        return (process.Id, output);
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int ParentId();

    [LibraryImport("libc", EntryPoint = "unlink", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unlink(string path);
}
