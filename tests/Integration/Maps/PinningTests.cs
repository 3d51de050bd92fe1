using System.Diagnostics;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>Maps that outlive an object, or belong to none.</summary>
[Collection(nameof(Alone))]
public sealed class PinningTests : IDisposable
{
    private readonly BpfMount _mount = new();

    public void Dispose() => _mount.Dispose();

    [Fact]
    public void A_pinned_map_is_read_by_another_process_and_used_again()
    {
        _mount.Require();
        Requires.Tool("bpftool");
        LeakGuard leaks = LeakGuard.Start();
        string path = _mount.PathOf("counts");
        using (PinFirst first = new())
        {
            Assert.Throws<InvalidOperationException>(() => first.Counts.Map.Pin(path));
            first.Load();
            first.Counts.Map.Pin(path);
            first.Counts[new() { A = 1, B = 2 }] = 3;
            Assert.Contains("file of that name", Assert.Throws<BpfException>(() => first.Counts.Map.Pin(path)).Advice, StringComparison.Ordinal);
            Assert.Contains("bpf file system", Assert.Throws<BpfException>(() => first.Counts.Map.Pin(Path.Combine(Path.GetTempPath(), "bpfsharp_pin"))).Advice, StringComparison.Ordinal);
        }
        Assert.Equal(0, Run("bpftool", "map", "update", "pinned", path, "key", "5", "0", "0", "0", "6", "0", "0", "0", "value", "7", "0", "0", "0", "0", "0", "0", "0"));

        using (PinFirst again = new())
        {
            again.Counts.Map.UsePinned(path);
            again.Load();
            Assert.Equal(7, again.Counts[new() { A = 5, B = 6 }]);
            again.Programs["Count"].TestRun(new byte[64]);
            Assert.Throws<InvalidOperationException>(() => again.Counts.Map.UsePinned(path));
        }
        using (BpfMap opened = BpfMap.OpenPinned(path))
        {
            HashMap<PinFirst.Key, long> counts = new(opened);
            Assert.Equal(4, counts[new() { A = 1, B = 2 }]); // by the program of the second object
            Assert.Equal((2, "Counts"), (counts.Count, counts.Name));
            using BpfMap same = BpfMap.OpenId(opened.Id);
            Assert.Equal(opened.Id, same.Id);
            Assert.Throws<ArgumentException>(() => new HashMap<int, long>(opened));
        }
        File.Delete(path);
        Assert.Throws<FileNotFoundException>(() => BpfMap.OpenPinned(path));
        leaks.AssertNothingLeft();
    }

    /// <summary>The kernel adds a flag to maps of devices by itself, and rings get a size that fits the machine's pages.</summary>
    [Fact]
    public void What_the_kernel_made_of_a_declaration_is_still_the_same_map()
    {
        _mount.Require();
        string devices = _mount.PathOf("devices"), events = _mount.PathOf("events");
        using (PinOdd first = new())
        {
            first.Load();
            first.Devices.Map.Pin(devices);
            first.Events.Map.Pin(events);
        }
        using PinOdd again = new();
        again.Devices.Map.UsePinned(devices);
        again.Events.Map.UsePinned(events);
        again.Load();
        Assert.Equal(4096u, again.Events.Map.MaxEntries);
        File.Delete(devices);
        File.Delete(events);
    }

    /// <summary>Sizes agree, but the fields do not: nothing would fail, and every number would be wrong.</summary>
    [Fact]
    public void A_map_with_other_fields_is_not_taken_for_ones_own()
    {
        _mount.Require();
        string path = _mount.PathOf("counts");
        using (PinFirst first = new())
        {
            first.Load();
            first.Counts.Map.Pin(path);
            using PinSwapped swapped = new();
            string message = Assert.Throws<ArgumentException>(() => swapped.Counts.Map.UsePinned(path)).Message;
            Assert.Contains("in its key, it has the field A at bit 0, not B at 0", message, StringComparison.Ordinal);
            Assert.Contains("capacity is 8, not 9", Assert.Throws<ArgumentException>(() => swapped.Larger.Map.UsePinned(path)).Message, StringComparison.Ordinal);
            Assert.Contains("kind is Hash, not LruHash", Assert.Throws<ArgumentException>(() => swapped.Lru.Map.UsePinned(path)).Message, StringComparison.Ordinal);
            swapped.Load(); // with maps of its own
            Assert.Empty(swapped.Counts);
        }
        File.Delete(path);
    }

    [Fact]
    public void A_program_is_no_map()
    {
        _mount.Require();
        string path = _mount.PathOf("program");
        using PinFirst first = new();
        first.Load();
        Assert.Equal(0, RawBpf.Pin((int)first.Programs["Count"].Handle.DangerousGetHandle(), path));
        Assert.Contains("bpf-prog", Assert.Throws<BpfException>(() => BpfMap.OpenPinned(path)).Advice, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Throws<ArgumentException>(() => BpfMap.OpenId(int.MaxValue));
    }

    [Fact]
    public void A_map_may_belong_to_no_object()
    {
        Requires.Root();
        LeakGuard leaks = LeakGuard.Start();
        using (BpfMap map = BpfMap.Create("alone", BpfMapType.Hash, 4, 8, 4))
        {
            HashMap<int, long> typed = new(map) { [3] = 4 };
            Assert.Equal(4, typed[3]);
            Assert.NotEqual(0, map.Id);
        }
        leaks.AssertNothingLeft();
    }

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode;
    }
}

[BpfObject]
internal sealed partial class PinFirst
{
    public struct Key { public int A, B; }

    [BpfMap(MaxEntries = 8)] public partial HashMap<Key, long> Counts { get; }

    [SocketFilter] int Count() { Counts[new() { A = 1, B = 2 }]++; return 0; }
}

[BpfObject]
internal sealed partial class PinSwapped
{
    public struct Key { public int B, A; }

    [BpfMap(MaxEntries = 8)] public partial HashMap<Key, long> Counts { get; }
    [BpfMap(MaxEntries = 9)] public partial HashMap<Key, long> Larger { get; }
    [BpfMap(MaxEntries = 8)] public partial LruHashMap<Key, long> Lru { get; }

    [SocketFilter] int Count() { Counts[new() { A = 1, B = 2 }]++; return 0; }
}

[BpfObject]
internal sealed partial class PinOdd
{
    [BpfMap(MaxEntries = 2)] public partial DevMap Devices { get; }
    [BpfMap(MaxEntries = 4096)] public partial RingBuffer<long> Events { get; }

    [SocketFilter] int Tell() { Events.TryOutput(1); return 0; }
}
