using System.Globalization;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Iterators;

/// <summary>Iterators, held against what /proc and bpf(2) say of the same objects.</summary>
[Collection(nameof(Alone))]
public sealed class IteratorTests
{
    public IteratorTests() => Requires.Feature(BpfFeature.Iterators);

    [Fact]
    [Trait("hook", "iter")]
    public void Tasks_are_a_sequence()
    {
        LeakGuard leaks = LeakGuard.Start();
        using (IteratorProbes probes = new())
        {
            probes.Load();
            List<TaskRow> rows = [.. probes.Programs["OnTask"].Iterate<TaskRow>()];
            TaskRow own = rows.Single(row => row.Pid == Environment.ProcessId);
            Assert.Equal((Environment.ProcessId, File.ReadAllText("/proc/self/comm").TrimEnd()), (own.Tgid, own.Comm.ToString()));
            // The threads of this process, whose ids /proc has; some may end or begin meanwhile.
            HashSet<int> threads = [.. Directory.GetDirectories("/proc/self/task").Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))];
            Assert.True(rows.Count(row => row.Tgid == Environment.ProcessId && threads.Contains(row.Pid)) > 1, "the threads of this process are there");
            Assert.Equal(rows.Count, rows.DistinctBy(row => row.Pid).Count());
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void An_enumeration_may_be_left_early_and_done_again()
    {
        LeakGuard leaks = LeakGuard.Start();
        using (IteratorProbes probes = new())
        {
            probes.Load();
            IEnumerable<TaskRow> tasks = probes.Programs["OnTask"].Iterate<TaskRow>();
            int first = tasks.First().Pid;
            Assert.Equal(first, tasks.First().Pid);
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void Open_files_of_one_process()
    {
        string path = Path.GetTempFileName();
        try
        {
            using var file = File.OpenHandle(path);
            using IteratorProbes probes = new();
            probes.Process = Environment.ProcessId;
            probes.Load();
            List<FileRow> rows = [.. probes.Programs["OnFile"].Iterate<FileRow>()];
            Assert.All(rows, row => Assert.Equal((7, Environment.ProcessId), (row.Narrow, row.Tgid)));
            Assert.Contains(rows, row => row.Descriptor == (uint)file.DangerousGetHandle() && row.Inode == Kprobes.Calls.InodeOf(file));
            Assert.Empty(probes.Traps);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Maps_and_a_program_without_records()
    {
        using IteratorProbes probes = new();
        probes.Load();
        Assert.Contains(probes.Programs["OnMap"].Iterate<MapRow>(), row => (row.KeySize, row.ValueSize, row.MaxEntries) == (4, 8, 321));
        Assert.Throws<InvalidOperationException>(() => probes.Programs["Count"].Iterate<MapRow>());
    }

    [Fact]
    public void One_process_where_the_kernel_can_choose()
    {
        using IteratorProbes probes = new();
        probes.Load();
        IEnumerable<TaskRow> own = probes.Programs["OnTask"].Iterate<TaskRow>(BpfIteratorScope.Process(Environment.ProcessId));
        if (Machine.Kernel < new Version(6, 1))
        {
            Assert.Contains("6.1", Assert.Throws<BpfUnsupportedException>(() => own.Count()).Advice, StringComparison.Ordinal);
            Assert.Throws<BpfUnsupportedException>(() => probes.Programs["OnTask"].Iterate<TaskRow>(BpfIteratorScope.Thread(Environment.ProcessId)).Count());
            return;
        }
        Assert.All(own, row => Assert.Equal(Environment.ProcessId, row.Tgid));
        Assert.Contains(own, row => row.Pid == Environment.ProcessId);
        TaskRow one = Assert.Single(probes.Programs["OnTask"].Iterate<TaskRow>(BpfIteratorScope.Thread(Environment.ProcessId)));
        Assert.Equal(Environment.ProcessId, one.Pid);
    }

    /// <summary>The kernel would ignore it and go through all maps, or take a map for a thread.</summary>
    [Fact]
    public void A_scope_of_another_kind_is_refused()
    {
        using IteratorProbes probes = new();
        probes.Load();
        Assert.Throws<BpfUnsupportedException>(() => probes.Programs["OnMap"].Iterate<MapRow>(BpfIteratorScope.Thread(Environment.ProcessId)).Count());
        using var map = BpfMap.Create("one", BpfMapType.Array, 4, 8, 1);
        Assert.Throws<ArgumentException>(() => probes.Programs["OnTask"].Iterate<TaskRow>(BpfIteratorScope.Elements(map)));
    }

    [Fact]
    public void Records_have_the_size_that_the_program_writes()
    {
        using IteratorProbes probes = new();
        probes.Load();
        var wrong = Assert.Throws<ArgumentException>(() => probes.Programs["OnTask"].Iterate<MapRow>());
        Assert.Contains("records of 24 bytes (row)", wrong.Message, StringComparison.Ordinal);
    }
}
