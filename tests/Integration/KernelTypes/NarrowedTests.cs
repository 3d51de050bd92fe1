using System.Buffers.Binary;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.KernelTypes;

/// <summary>Numbers that a kernel has narrower than they are declared are never read with what follows them.</summary>
[Collection(nameof(Alone))]
public sealed class NarrowedTests
{
    private static readonly string s_kernel = CObject.PathOf("copied_narrowed");

    public NarrowedTests()
    {
        Requires.Root();
        Requires.Btf();
    }

    [Fact]
    public void A_number_is_refused()
    {
        using NarrowedNumber probe = new() { KernelBtf = s_kernel };
        Check(probe.Load, "big", "4 bytes, of which 8 would be read");
    }

    [Fact]
    public void A_bitfield_is_refused()
    {
        using NarrowedBits probe = new() { KernelBtf = s_kernel };
        Check(probe.Load, "negative", "[KernelBitfield]");
    }

    [Fact]
    public void An_element_is_refused()
    {
        using NarrowedElement probe = new() { KernelBtf = s_kernel };
        Check(probe.Load, "name", "1 bytes, of which 2 would be read");
    }

    [Fact]
    public void What_is_read_by_its_address_is_refused()
    {
        using NarrowedByAddress probe = new() { KernelBtf = s_kernel };
        Check(probe.Load, "big", "4 bytes, of which 8 would be read");
    }

    [Fact]
    public void A_copy_with_it_is_refused()
    {
        using NarrowedInCopy probe = new() { KernelBtf = s_kernel };
        Check(probe.Load, "copy", "field offset of struct copied");
    }

    [Fact]
    public void Code_that_the_kernel_does_not_reach_is_not_asked()
    {
        using NarrowedProbes probes = new() { KernelBtf = s_kernel };
        probes.Load();
        byte[] bytes = new byte[2048];
        new Random(1).NextBytes(bytes);
        bytes.CopyTo((Span<byte>)probes.Memory);
        probes.Programs["Locate"].TestRun(new byte[16]);
        probes.Programs["ReadAsWideAsItIs"].TestRun(new byte[16]);
        Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(12)), probes.Result);
        probes.Programs["ReadOthers"].TestRun(new byte[16]);
        Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian(bytes) + ((ulong)BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(28)) << 32), probes.Result);
    }

    private static void Check(Action load, string text, string reason)
    {
        var refused = Assert.Throws<VerifierException>(load);
        Assert.EndsWith("NarrowedProbes.cs", refused.File, StringComparison.Ordinal);
        Assert.Contains(text, refused.SourceText, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
        Assert.Contains("KernelType.FieldSize", refused.Advice, StringComparison.Ordinal);
    }
}
