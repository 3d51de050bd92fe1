using Xunit;
using Xunit.Sdk;

namespace BpfSharp.Integration.Infrastructure;

[Collection(nameof(Alone))]
public sealed class LeakGuardTests
{
    public LeakGuardTests() => Requires.Root();

    [Fact]
    public void An_open_map_is_noticed_until_it_is_closed()
    {
        var guard = LeakGuard.Start();
        int map = RawBpf.CreateMap();
        Assert.True(map > 0, $"bpf(2): errno {-map}");

        Assert.Contains("bpf-map", FailureOf(guard), StringComparison.Ordinal);
        RawBpf.Close(map);
        guard.AssertNothingLeft();
    }

    [Fact]
    public void A_pinned_map_is_noticed_though_no_descriptor_is_left()
    {
        Assert.SkipUnless(Directory.Exists("/sys/fs/bpf") && File.ReadAllText("/proc/mounts").Contains(" /sys/fs/bpf bpf ", StringComparison.Ordinal), "needs a mounted BPF file system");
        string pin = $"/sys/fs/bpf/leakguard-{Environment.ProcessId}";
        var guard = LeakGuard.Start();
        int map = RawBpf.CreateMap();
        Assert.Equal(0, RawBpf.Pin(map, pin));
        try
        {
            RawBpf.Close(map);
            string failure = FailureOf(guard);
            Assert.Contains("map ", failure, StringComparison.Ordinal);
            Assert.DoesNotContain("descriptor", failure, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(pin);
        }
        guard.AssertNothingLeft();
    }

    static string FailureOf(LeakGuard guard) => Assert.Throws<TrueException>(() => guard.AssertNothingLeft(TimeSpan.FromMilliseconds(300))).Message;
}
