using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Externs;

/// <summary>Functions of the kernel's that programs call.</summary>
[Collection(nameof(Alone))]
public sealed unsafe class KernelFunctionTests
{
    [Fact]
    public void Functions_are_called_and_what_they_acquire_is_released()
    {
        Requires.Feature(BpfFeature.BtfTracepoints);
        Requires.Kernel(6, 3);
        LeakGuard leaks = LeakGuard.Start();
        using (FunctionProbe probe = new())
        {
            probe.Attach();
            Trigger.Fork(3);
            Assert.InRange(probe.Found, 3, int.MaxValue);
            Assert.InRange(probe.Masks, 3, int.MaxValue);
            Assert.Equal(0, probe.Wrong);
        }
        leaks.AssertNothingLeft();
    }

    /// <summary>On kernels before 6.2 the functions are not there, and the calls are never reached.</summary>
    [Fact]
    public void Functions_that_may_be_missing_are_asked_for()
    {
        Requires.Feature(BpfFeature.BtfTracepoints);
        using GuardedProbe probe = new();
        probe.Attach();
        Trigger.Fork(1);
        bool isThere = KernelFunctions.FindId("bpf_task_from_pid") is not null;
        Assert.InRange(probe.Tgid, isThere ? 1 : -1, isThere ? int.MaxValue : -1);
    }

    [Fact]
    public void A_function_that_is_missing_is_named()
    {
        Requires.Feature(BpfFeature.BtfTracepoints);
        using MissingFunctionProbe probe = new();
        Assert.Contains("bpfsharp_no_such_function", Assert.ThrowsAny<Exception>(probe.Load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_may_be_written_for_a_simulated_kernel()
    {
        SimulatedKernel kernel = new();
        using GuardedProbe probe = new(kernel);
        using IDisposable scope = kernel.Enter();
        Assert.Equal((0, -1), (probe.OnFork(), probe.Tgid));
        kernel.KernelFunctions.Add("bpf_task_from_pid");
        GuardedProbe.Simulated = kernel.Allocate(new FunctionTask { tgid = 77 });
        probe.OnFork();
        Assert.Equal((77, 1), (probe.Tgid, GuardedProbe.Released));

        using FunctionProbe other = new(kernel);
        System.Reflection.MethodInfo method = typeof(FunctionProbe).GetMethod("bpf_cpumask_create", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
        Assert.IsType<NotSupportedException>(Assert.Throws<System.Reflection.TargetInvocationException>(() => method.Invoke(null, null)).InnerException);
    }
}
