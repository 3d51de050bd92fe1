using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Objects;

[BpfObject]
public sealed partial class CountedPrograms
{
    public partial ref Comm Name { get; }

    // mov, exit
    [SocketFilter]
    int TwoInstructions() => 0;

    // The text is in a variable of 16 bytes while the global is not.
    [RawTracepoint("sys_enter")]
    int SixteenBytes()
    {
        Comm comm = Bpf.CurrentComm;
        if (Bpf.RandomUInt32 != 0)
            Name = comm;
        return 0;
    }
}

/// <summary>Programs are verified without being kept, each with what that took.</summary>
[Collection(nameof(Alone))]
public sealed class VerificationTests
{
    private static readonly string s_path = Path.Combine(AppContext.BaseDirectory, nameof(CountedPrograms) + ".bpf.o");

    [Fact]
    public void What_verifying_took_is_told()
    {
        Requires.Root();
        var results = BpfObjectFile.Open(s_path).Verify();
        Assert.All(results, static result => Assert.Null(result.Refusal));
        var two = results.Single(static result => result.Program == "TwoInstructions");
        Assert.Equal((2, 0), (two.VerifiedInstructions, two.StackDepth));
        var sixteen = results.Single(static result => result.Program == "SixteenBytes");
        Assert.Equal(16, sixteen.StackDepth);
        Assert.InRange(sixteen.VerifiedInstructions, 8, 400);
        Assert.InRange(sixteen.States, 0, 10);
    }

    [Fact]
    public void Nothing_stays_in_the_kernel()
    {
        Requires.Root();
        var guard = LeakGuard.Start();
        BpfObjectFile.Open(s_path).Verify();
        BpfObjectFile.Open(Path.Combine(AppContext.BaseDirectory, "RefusedPointers.bpf.o")).Verify();
        guard.AssertNothingLeft();
    }
}
