using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Kprobes;

/// <summary>New processes by the system call that makes most of them.</summary>
public sealed class CloneTests
{
    [Fact]
    public void Every_fork_of_a_shell_is_seen_with_its_ids()
    {
        Requires.Root();
        Requires.Kprobes();
        using CloneProbes probes = new();
        probes.Attach();
        Trigger.Forks forks = Trigger.Fork(5);

        List<CloneProbes.Clone> seen = [];
        while (probes.Clones.TryRead(out var clone)) seen.Add(clone);
        var own = seen.Where(c => c.Parent == forks.Parent).ToList();
        Assert.Equal(forks.Children.Order(), own.Select(c => c.Child).Order());
        Assert.All(own, c => Assert.Equal("sh", c.Comm.ToString()));
    }

    [Fact]
    public void What_dotnet_starts_by_vfork_is_not_seen()
    {
        Requires.Root();
        Requires.Kprobes();
        using CloneProbes probes = new();
        probes.Attach();
        int child = Trigger.Run("true");
        while (probes.Clones.TryRead(out var clone)) Assert.NotEqual(child, clone.Child);
    }
}
