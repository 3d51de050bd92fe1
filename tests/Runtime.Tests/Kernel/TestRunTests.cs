using System.Runtime.InteropServices;
using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>Running programs on request.</summary>
[Collection(KernelCollection.Name)]
public sealed class TestRunTests
{
    private static readonly byte[] Packet = new byte[64];

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(1u, 64u)]
    public void A_socket_filter_returns_what_to_keep(uint keep, uint expected)
    {
        using var loaded = Sources.Open("packets").Load(new BpfLoadOptions().SetGlobal("keep", keep));
        var result = loaded.Programs["filter"].TestRun(Packet, repeat: 5);
        // The kernel takes the Ethernet header off first.
        Assert.Equal(expected == 0 ? 0 : expected - 14, result.ReturnValue);
        Assert.Equal(5ul, loaded.GetGlobal<ulong>("packets"));
        Assert.Equal(keep, loaded.GetReadOnlyGlobal<uint>("keep"));
    }

    [Fact]
    public void Subprograms_are_shared_by_programs()
    {
        using var loaded = Sources.Open("calls").Load();
        // leaf counts how often it was asked about each number: first asks about 1 and 2, then 2 and 3; second about 0 and 1.
        Assert.Equal(100u + (1 + 1) + (2 + 1 + 3), loaded.Programs["first"].TestRun(Packet).ReturnValue);
        Assert.Equal((1u + 2 + 3) + 50 + 100, loaded.Programs["second"].TestRun(Packet).ReturnValue);
        Assert.Equal(102u, loaded.GetGlobal<ulong>("sum"));
    }

    [Fact]
    public void An_xdp_program_changes_its_packet()
    {
        using var loaded = Sources.Open("packets").Load();
        byte[] output = new byte[64];
        var result = loaded.Programs["rewrite"].TestRun(Packet, output);
        Assert.Equal((2u, 64), (result.ReturnValue, result.OutputLength));
        Assert.Equal(0xaa, output[0]);
        Assert.Equal(0, Packet[0]);
        Assert.Equal(64, loaded.Programs["rewrite"].TestRun(Packet, new byte[3]).OutputLength);
    }

    [Fact]
    public void A_syscall_program_changes_its_context()
    {
        byte[] bytes = Sources.ForKernel("on_request");
        Assert.SkipUnless(KernelFeatures.IsSupported(BpfFeature.SyscallPrograms), "this kernel has no syscall programs (5.14)");
        using var loaded = BpfObjectFile.Parse(bytes).Load();
        ulong[] arguments = [40, 2, 0], output = new ulong[3];
        var result = loaded.Programs["add"].TestRun(MemoryMarshal.AsBytes(arguments.AsSpan()), MemoryMarshal.AsBytes(output.AsSpan()));
        Assert.Equal(7u, result.ReturnValue);
        Assert.Equal([40ul, 2ul, 42ul], output);
    }

    [Fact]
    public void Programs_without_test_runs_say_so()
    {
        using var loaded = BpfObjectFile.Parse(Sources.ForKernel("kprobe")).Load();
        var refused = Assert.Throws<BpfException>(() => loaded.Programs["entry"].TestRun(Packet));
        Assert.Contains("test-run", refused.Message);
        Assert.Contains("kind", refused.Advice);
        using var packets = Sources.Open("packets").Load();
        Assert.Equal(22, Assert.Throws<BpfException>(() => packets.Programs["filter"].TestRun(new byte[3])).Errno);
    }
}
