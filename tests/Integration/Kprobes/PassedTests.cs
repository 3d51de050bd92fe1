using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Kprobes;

/// <summary>Arguments that are structs or lie on the stack, against the calls that were made.</summary>
[Collection(nameof(Alone))]
public sealed class PassedTests
{
    public PassedTests() => Requires.Root();

    [Fact]
    [Trait("ability", "arguments on the stack and structs by value")]
    public void Probes_read_structs_and_the_stack()
    {
        Requires.Kprobes();
        using PassedToProbes probes = new() { Thread = Calls.Thread };
        probes.Attach();
        uint user = Calls.UserIdAs(1234);
        (nint option, long offset) = Provoke();
        SeenPassed seen = probes.Seen;
        Assert.Equal((1234u, 1234u), (user, seen.User));
        Assert.Equal((option, 4u), (seen.Option, seen.Length));
        Assert.Equal((ulong)offset / 4096, seen.Offset);
        // The caller's own list, which is empty: its first word is its own address. What to populate is another variable of the caller's.
        Assert.NotEqual(0, seen.List);
        Assert.Equal(seen.List, seen.First);
        Assert.InRange((long)seen.Populate, seen.List - 256, seen.List + 256);
        Assert.Equal(Machine.Kernel < new Version(6, 6), probes.Programs["OnMapOlder"].IsAttached);
        Assert.Empty(probes.Traps);
    }

    [Fact]
    [Trait("ability", "arguments on the stack and structs by value")]
    public void Trampolines_give_structs_and_more_than_six_arguments()
    {
        Requires.Trampolines();
        Requires.Kernel(6, 6);
        using PassedToTrampolines probes = new() { Thread = Calls.Thread };
        probes.Attach();
        Assert.Equal(1234u, Calls.UserIdAs(1234));
        (nint option, long offset) = Provoke();
        SeenPassed seen = probes.Seen;
        Assert.Equal((1234u, option, 4u, 0), (seen.User, seen.Option, seen.Length, seen.Options));
        Assert.Equal((ulong)offset / 4096, seen.Offset);
        Assert.Equal(seen.List, seen.First);
    }

    /// <summary>So that a fallback can stand in.</summary>
    [Fact]
    public void A_kernel_without_structs_in_trampolines_says_so()
    {
        Requires.Trampolines();
        using StructToTrampoline probe = new();
        if (Machine.Kernel >= new Version(6, 1))
            probe.Load();
        else
            Assert.Contains("kernel 6.1", Assert.Throws<BpfUnsupportedException>(probe.Load).Advice, StringComparison.Ordinal);
    }

    static unsafe (nint Option, long Offset) Provoke()
    {
        int cork = 0;
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Dgram, System.Net.Sockets.ProtocolType.Udp);
        const int udp = 17, udpCork = 1;
        Assert.Equal(0, Calls.SetOption(socket.Handle, udp, udpCork, (nint)(&cork), sizeof(int)));
        const long offset = 3 * 4096;
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[offset + (int)Calls.MapLength]);
            using var file = File.OpenHandle(path);
            Calls.MapOnce(file, offset);
        }
        finally
        {
            File.Delete(path);
        }
        return ((nint)(&cork), offset);
    }
}
