using System.Text;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Kprobes;

/// <summary>Arguments, return values and registers, checked against the calls that were made.</summary>
public sealed class ArgumentTests : IDisposable
{
    readonly ArgumentProbes probes;

    public ArgumentTests()
    {
        Requires.Root();
        Requires.Kprobes();
        probes = new() { Thread = Calls.Thread };
        probes.Attach();
    }

    public void Dispose() => probes.Dispose();

    [Fact]
    public void Arguments_are_parameters_and_keep_their_sign()
    {
        Assert.Equal(-97 /* EAFNOSUPPORT */, Calls.OpenSocket(-5, 2, 7));
        SeenCall seen = probes.Signed;
        Assert.Equal((1, Environment.ProcessId), (seen.Hits, seen.Process));
        Assert.Equal((-5, 2, 7), (seen.A, seen.B, seen.C));
        Assert.Equal((1, -97), (probes.Entered.Hits, probes.Entered.A));
    }

    [Fact]
    public void A_narrow_argument_is_its_own_bits_only()
    {
        // In the byte: -2. In the word: 0xfffe. In the byte that is a bool: nothing.
        Assert.True(Calls.OpenSocket(0x7654_32fe, 0x0001_fffe, 0x100) < 0);
        Assert.Equal((1, -2, 0xfffe, 0), (probes.Narrow.Hits, probes.Narrow.A, probes.Narrow.B, probes.Narrow.C));
        Assert.Equal((0x7654_32fe, 0x0001_fffe, 0x100), (probes.Signed.A, probes.Signed.B, probes.Signed.C));
    }

    [Fact]
    public void What_is_above_a_32_bit_argument_is_not_seen()
    {
        Assert.True(Calls.OpenSocket(0x1111_1111_0000_0063, unchecked((long)0xffff_ffff_0000_0001), 0x2222_2222_8000_0000) < 0);
        Assert.Equal((0x63, 1, int.MinValue), (probes.Signed.A, probes.Signed.B, probes.Signed.C));
    }

    [Fact]
    public unsafe void Six_arguments_registers_and_the_return_value()
    {
        fixed (byte* text = "probe"u8)
        {
            Assert.Equal(-9 /* EBADF */, Calls.SendToSocket(-1, (nint)text, 77, 0x40, 0x1000, 9));
            SeenCall seen = probes.Six;
            Assert.Equal((1, -1, (nint)text), (seen.Hits, seen.A, (nint)seen.B));
            Assert.Equal((77, 0x40, 0x1000, 9), (seen.C, seen.D, seen.E, seen.F));
            Assert.Equal(uint.MaxValue, (uint)seen.Rdi);
            Assert.Equal((ulong)text, seen.Rsi);
            Assert.Equal((1, (ulong)text), (probes.Copied.Hits, probes.Copied.Rsi));
            Assert.Equal(seen.Rip, probes.Copied.Rip);
            Assert.True(seen.Rsp > 1ul << 63, "the stack pointer is a kernel address");
        }
        Assert.Equal((1, -9, -9), (probes.Returned.Hits, probes.Returned.A, probes.Returned.B));
    }

    [Fact]
    public void The_probe_is_at_the_functions_entry()
    {
        Calls.SendToSocket(-1, 0, 0, 0, 0, 0);
        // One byte behind: that of the breakpoint. From 6.1 the first instruction may be ENDBR64, which the kernel steps over.
        Assert.Contains((long)(probes.Six.Rip - 1 - KernelAddress.Of("__sys_sendto")), (long[])[0, 4]);
    }
}
