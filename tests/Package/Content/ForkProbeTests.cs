using BpfSharp;
using Xunit;

public sealed unsafe class ForkProbeTests
{
    [Fact]
    public void Reports_only_the_processes_of_one_parent()
    {
        var kernel = new SimulatedKernel();
        using var probe = new ForkProbe(kernel) { Parent = 10 };
        using (kernel.Enter())
        {
            Fork(10, 11);
            Fork(12, 13);
        }
        Assert.True(probe.Forks.TryRead(out var fork));
        Assert.Equal((10, 11), (fork.Parent, fork.Child));
        Assert.False(probe.Forks.TryRead(out _));

        void Fork(int parent, int child) =>
            probe.OnFork(kernel.Allocate(new TaskStruct { pid = parent, tgid = parent }), kernel.Allocate(new TaskStruct { pid = child, tgid = child }));
    }
}
