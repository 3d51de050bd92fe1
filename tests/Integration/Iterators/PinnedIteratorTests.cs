using System.Diagnostics;
using System.Runtime.InteropServices;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Iterators;

/// <summary>Iterators with a file, read by others and opened again.</summary>
[Collection(nameof(Alone))]
public sealed class PinnedIteratorTests
{
    public PinnedIteratorTests() => Requires.Feature(BpfFeature.Iterators);

    [Fact]
    public void A_file_is_a_run_for_each_who_reads_it()
    {
        using BpfMount mount = new();
        mount.Require();
        string path = mount.PathOf("tasks");
        LeakGuard leaks = LeakGuard.Start();
        using (IteratorProbes probes = new())
        {
            probes.Load();
            BpfProgram program = probes.Programs["OnTask"];
            using BpfLink link = program.AttachIterator();
            Assert.True(program.IsAttached);
            Assert.Equal((BpfLinkType.Iterator, program.Id), (link.GetInformation().Type, link.GetInformation().ProgramId));
            link.Pin(path);
        }

        // The object is gone, the program lives on with its file.
        Assert.Contains(Environment.ProcessId, ReadByCat(path));
        IEnumerable<TaskRow> rows;
        using (BpfPinnedLink pinned = BpfPinnedLink.Open(path))
        {
            rows = pinned.Iterate<TaskRow>();
            Assert.Contains(pinned.Iterate<TaskRow>(), row => row.Pid == Environment.ProcessId && row.Tgid == Environment.ProcessId);
            Assert.NotEmpty(pinned.Iterate<TaskRow>());
            Assert.Throws<BpfException>(() => pinned.Iterate<Odd>().Count());
            pinned.Unpin();
            Assert.NotEmpty(pinned.Iterate<TaskRow>());
        }
        Assert.Throws<ObjectDisposedException>(() => rows.Count());
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void What_is_no_iterator_is_not_read()
    {
        using BpfMount mount = new();
        mount.Require();
        using Tracepoints.AnyTracepoint other = new();
        other.Load();
        Assert.Throws<InvalidOperationException>(() => other.Programs["OnRaw"].AttachIterator());
        using BpfLink link = other.Programs["OnRaw"].AttachToTracepoint("sys_enter");
        string path = mount.PathOf("raw");
        link.Pin(path);
        using BpfPinnedLink pinned = BpfPinnedLink.Open(path);
        Assert.Contains("RawTracepoint", Assert.Throws<InvalidOperationException>(() => pinned.Iterate<TaskRow>()).Message, StringComparison.Ordinal);
        pinned.Unpin();
    }

    /// <summary>A size that no run of tasks comes to by chance: a prime, beyond all of them.</summary>
    [System.Runtime.CompilerServices.InlineArray(1_000_003)]
    private struct Odd
    {
        private byte _first;
    }

    private static List<int> ReadByCat(string path)
    {
        using Process cat = Process.Start(new ProcessStartInfo("cat", [path]) { RedirectStandardOutput = true })!;
        using MemoryStream all = new();
        cat.StandardOutput.BaseStream.CopyTo(all);
        cat.WaitForExit();
        Assert.Equal(0, cat.ExitCode);
        return [.. MemoryMarshal.Cast<byte, TaskRow>(all.ToArray()).ToArray().Select(row => row.Pid)];
    }
}
