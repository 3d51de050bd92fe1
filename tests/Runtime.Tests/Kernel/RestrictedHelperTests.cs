using BpfSharp.Compiler.Checks;
using BpfSharp.Runtime.Tests.Objects;
using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>The compiler's list of helpers that need a licence compatible with the GPL (BPF0150), held against the kernel's own.</summary>
[Collection(KernelCollection.Name)]
public sealed class RestrictedHelperTests
{
    private const int NewestHelper = 211;

    // Networking, tracing, control groups and more: between them they may call nearly all helpers.
    private static readonly uint[] s_types = [1, 2, 3, 5, 6, 7, 8, 13, 14, 16, 17, 18, 23, 30, 31];

    [Fact]
    public void The_verifier_restricts_the_same()
    {
        Support.Kernel.Require();
        int[] restricted = [.. Enumerable.Range(1, NewestHelper).Where(IsRestricted)];
        Assert.Contains(6, restricted); // printing
        Assert.Equal(restricted, restricted.Where(RestrictedHelpers.Contains));
        // What the list has beyond that, no program type of this kernel and configuration may call at all.
        Assert.DoesNotContain(Enumerable.Range(1, NewestHelper).Except(restricted), helper => RestrictedHelpers.Contains(helper) && IsOffered(helper));
    }

    private static bool IsRestricted(int helper) =>
        s_types.Any(type => KernelJudge.LogOf(Call(helper), type, gpl: false).Contains("cannot call GPL", StringComparison.Ordinal));

    private static bool IsOffered(int helper) => s_types.Select(type => KernelJudge.LogOf(Call(helper), type)).Any(static log =>
        log.Contains("(85) call ", StringComparison.Ordinal) && !log.Contains("invalid func", StringComparison.Ordinal) && !log.Contains("unknown func", StringComparison.Ordinal)
        && !log.Contains("cannot use helper", StringComparison.Ordinal) && !log.Contains("not allowed", StringComparison.Ordinal));

    private static ulong[] Call(int helper) => [0x85 | (ulong)helper << 32, 0x95];
}
