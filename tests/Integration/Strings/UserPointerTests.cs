using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.Strings;

/// <summary>Addresses of the calling process, as a type.</summary>
public sealed class UserPointerTests
{
    [Fact]
    [Trait("ability", "user memory as a type of its own")]
    public unsafe void What_a_call_points_to_is_read()
    {
        Requires.Root();
        Requires.Tracefs();
        using UserPointerProbe probe = new() { Thread = Calls.Thread };
        probe.Attach();
        // In memory, which what was only read from a file may not be.
        byte[] text = "/no/such/file\0"u8.ToArray();
        fixed (byte* path = text)
        {
            Calls.OpenMissing((nint)path);
            SeenAddress seen = probe.Seen;
            Assert.Equal((1, 1, 0), (seen.Hits, seen.IsRead, seen.IsNullRead));
            Assert.Equal("/no/such/file", seen.Text.ToString());
            Assert.Equal(((byte)'/', (ushort)('/' | 'n' << 8)), (seen.Fourth, seen.First));
            Assert.Equal((nint)path, (nint)seen.Address.Address);
            Assert.Equal((nint)path, (nint)probe.Kept[1].Address.Address);
        }
        Calls.OpenMissing(0);
        Assert.Equal((2, 0, ""), (probe.Seen.Hits, probe.Seen.IsRead, probe.Seen.Text.ToString()));
        Assert.Empty(probe.Traps);
    }

    /// <summary>The same members on the CLR.</summary>
    [Fact]
    public unsafe void On_a_simulated_kernel_too()
    {
        SimulatedKernel kernel = new();
        using IDisposable scope = kernel.Enter();
        Assert.True(new UserPointer<byte>(null).IsNull);
        Assert.False(new UserPointer<int>((int*)8).TryRead(out int value));
        Assert.Equal(0, value);
        Assert.Equal(8, (nint)new UserPointer<int>((int*)8).As<byte>().Address);
    }
}
