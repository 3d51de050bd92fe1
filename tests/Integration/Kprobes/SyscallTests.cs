using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Kprobes;

/// <summary>System calls whose wrapper's name and registers the hook hides.</summary>
public sealed class SyscallTests
{
    public SyscallTests()
    {
        Requires.Root();
        Requires.Kprobes();
    }

    [Fact]
    public unsafe void Six_arguments_user_registers_and_the_result()
    {
        using SyscallProbes probes = new() { Thread = Calls.Thread };
        probes.Attach();
        // On the stack: a program cannot wait for the page of a file, such as that of a literal, to be read.
        Span<byte> userland = stackalloc byte[8];
        "userland"u8.CopyTo(userland);
        fixed (byte* text = userland)
        {
            Assert.Equal(-9 /* EBADF */, Calls.SendToSocket(-1, (nint)text, 77, 0x40, 0x1000, 9));
            SeenCall seen = probes.Entry;
            Assert.Equal((1, Environment.ProcessId), (seen.Hits, seen.Process));
            Assert.Equal((-1, (nint)text, 77), (seen.A, (nint)seen.B, seen.C));
            Assert.Equal((0x40, 0x1000, 9), (seen.D, seen.E, seen.F));
            Assert.InRange(seen.Rip, 1ul, 1ul << 47);
            Assert.InRange(seen.Rsp, 1ul, 1ul << 47);
            Assert.Equal(44ul, probes.Number);
            Assert.Equal("userland"u8, BitConverter.GetBytes(probes.Text));
        }
        Assert.Equal((1, -9), (probes.Return.Hits, probes.Return.A));
    }

    [Fact]
    public void Narrow_arguments_are_their_own_bits_only()
    {
        using SyscallProbes probes = new() { Thread = Calls.Thread };
        probes.Attach();
        Assert.True(Calls.OpenSocket(0x7654_32fe, 0x0001_fffe, 0x100) < 0);
        Assert.Equal((1, -2, 0xfffe, 0), (probes.Narrow.Hits, probes.Narrow.A, probes.Narrow.B, probes.Narrow.C));
    }

    [Fact]
    public void A_misspelt_name_gets_a_suggestion()
    {
        using MisspeltSyscall misspelt = new();
        var missing = Assert.Throws<BpfUnsupportedException>(misspelt.Attach);
        Assert.Contains("Did you mean sendto", missing.Message, StringComparison.Ordinal);
        Assert.Equal(2, missing.Errno);
    }

    [Fact]
    public void A_name_with_the_kernels_prefix_is_told_without_it()
    {
        using MisspeltSyscall prefixed = new();
        prefixed.Programs.Single().SetTarget("__x64_sys_socket");
        Assert.Contains("[Ksyscall(\"socket\")]", Assert.Throws<BpfUnsupportedException>(prefixed.Attach).Advice, StringComparison.Ordinal);
    }
}
