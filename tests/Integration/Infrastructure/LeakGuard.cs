using System.Diagnostics;
using Xunit;

namespace BpfSharp.Integration.Infrastructure;

/// <summary>
/// Notices what a test leaves behind: BPF and perf descriptors of this process, and programs, maps and links in the
/// kernel that nothing of this process holds any more (pinned, or attached for good). Only for tests that run
/// <see cref="Alone"/>.
/// </summary>
sealed class LeakGuard
{
    static readonly (string Kind, int Command)[] KernelObjects = [("program", 11), ("map", 12), ("link", 31)];

    readonly HashSet<string> before = [.. Snapshot()];

    LeakGuard() { }

    public static LeakGuard Start() => new();

    /// <param name="patience">How long to wait: the kernel frees after a grace period, and readers end on their own threads. 30 s unless told.</param>
    public void AssertNothingLeft(TimeSpan? patience = null)
    {
        TimeSpan limit = patience ?? TimeSpan.FromSeconds(30);
        var watch = Stopwatch.StartNew();
        List<string> left = Left();
        while (left.Count > 0 && watch.Elapsed < limit)
        {
            Thread.Sleep(50);
            left = Left();
        }
        Assert.True(left.Count == 0, $"Left behind: {string.Join(", ", left)}");
    }

    List<string> Left() => [.. Snapshot().Where(o => !before.Contains(o)).Order(StringComparer.Ordinal)];

    static IEnumerable<string> Snapshot()
    {
        foreach (string path in Directory.GetFiles("/proc/self/fd"))
        {
            string target = new FileInfo(path).LinkTarget ?? ""; // gone since: the one of the listing itself
            if (target.StartsWith("anon_inode:bpf", StringComparison.Ordinal) || target is "anon_inode:[perf_event]" or "anon_inode:btf")
                yield return $"descriptor {Path.GetFileName(path)} ({target})";
        }
        foreach (var (kind, command) in KernelObjects)
            foreach (int id in RawBpf.Ids(command))
                yield return $"{kind} {id}";
    }
}
