using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.Strings;

/// <summary>Strings of fixed size, filled from user and kernel memory, and paths.</summary>
[Collection(nameof(Alone))]
public sealed class StringTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("strings-").FullName;

    public StringTests() => Requires.Root();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("/a")]
    [InlineData("/12 with zero")]         // the short string's 12 bytes are cut
    [InlineData("/eleven_byt")]           // 11
    [InlineData("/twelve_byte")]          // 12: just fits
    [InlineData("/thirteen_byt")]         // 13: cut by one
    [InlineData("/0123456789äöü")]        // cut in the middle of a letter
    public void A_users_string_is_read_and_says_when_it_is_cut(string path)
    {
        Requires.Tracefs();
        Requires.Btf();
        using StringProbes probes = new() { Thread = Calls.Thread };
        probes.Attach();
        Calls.OpenMissing(path);
        SeenName seen = probes.Seen;
        Assert.Equal((1, 1, 0), (seen.Hits, seen.IsRead, seen.IsReadFromKernel));
        Assert.Equal((path, path), (seen.Whole.ToString(), seen.Long.ToString()));
        Assert.False(seen.Whole.IsTruncated || seen.Long.IsTruncated);
        // Held against the same on the CLR.
        FixedString16 expected = FixedString16.FromString(path);
        Assert.Equal(expected, seen.Short);
        Assert.Equal((System.Text.Encoding.UTF8.GetByteCount(path) > 12, expected.IsTruncated), (seen.Short.IsTruncated, seen.Short.IsTruncated));
        Assert.StartsWith(seen.Short.ToString(), path, StringComparison.Ordinal);
        Assert.Equal(-100, probes.Names[FixedString64.FromString(path)]);
        Assert.Empty(probes.Traps);
    }

    [Fact]
    public void A_longer_string_than_the_longest_is_cut()
    {
        Requires.Tracefs();
        Requires.Btf();
        using StringProbes probes = new() { Thread = Calls.Thread };
        probes.Attach();
        Calls.OpenMissing(new string('x', 5000));
        Assert.Equal((4092, true), (probes.Seen.Long.Length, probes.Seen.Long.IsTruncated));
        Assert.Equal(new string('x', 4092), probes.Seen.Long.ToString());
    }

    [Fact]
    public void An_unreadable_string_is_empty_and_said_to_be()
    {
        Requires.Tracefs();
        Requires.Btf();
        using StringProbes probes = new() { Thread = Calls.Thread };
        probes.Attach();
        Calls.OpenMissing(1);
        Assert.Equal((1, 0), (probes.Seen.Hits, probes.Seen.IsRead));
        Assert.Equal("", probes.Seen.Long.ToString());
    }

    [Fact]
    public void Names_and_paths_of_open_files()
    {
        Requires.Feature(BpfFeature.Iterators);
        Requires.Kernel(5, 12); // before, iterators have no paths
        string path = Path.Combine(folder, "a file with a name");
        using FileStream file = File.Create(path);
        using OpenFiles files = new();
        files.Process = Environment.ProcessId;
        files.Load();
        OpenRow row = files.Programs["OnFile"].Iterate<OpenRow>().Single(r => r.Descriptor == (uint)file.SafeFileHandle.DangerousGetHandle());
        Assert.Equal(("a file with a name", 1, path), (row.Name.ToString(), row.HasPath, row.Path.ToString()));
    }

    [Fact]
    public void The_path_of_a_file_that_is_opened()
    {
        Requires.Trampolines();
        string path = Path.Combine(folder, "opened");
        File.WriteAllText(path, "");
        using OpenedPath probe = new() { Thread = Calls.Thread };
        probe.Attach();
        using (File.OpenHandle(path))
            Assert.Equal(path, probe.Path.ToString());
    }
}
