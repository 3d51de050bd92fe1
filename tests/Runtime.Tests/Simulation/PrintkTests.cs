using Xunit;

namespace BpfSharp.Runtime.Tests.Simulation;

/// <summary>What a simulated printk writes.</summary>
public sealed class PrintkTests
{
    private readonly SimulatedKernel _kernel = new();

    [Fact]
    public void Numbers_are_printed_as_in_csharp()
    {
        using var entered = _kernel.Enter();
        Bpf.Printk($"{-1} {uint.MaxValue} {long.MinValue} {ulong.MaxValue} {(byte)200} {(sbyte)-3}");
        Bpf.Printk($"{255:x} {-1:x} {-1L:x} {(short)-1:x} {7:d}");
        Bpf.Printk($"{true} {false} {Comm.FromString("a b")}");
        Bpf.Printk("plain");
        Assert.Equal(
            ["-1 4294967295 -9223372036854775808 18446744073709551615 200 -3", "ff ffffffff ffffffffffffffff ffff 7", "True False a b", "plain"],
            _kernel.Printk);
    }

    [Fact]
    public void What_the_kernel_cannot_print_is_refused()
    {
        using var entered = _kernel.Enter();
        Assert.Throws<NotSupportedException>(() => Bpf.Printk($"{1.5}"));
        Assert.Throws<NotSupportedException>(() => Bpf.Printk($"{1:N0}"));
        Assert.Throws<NotSupportedException>(() => Bpf.Printk($"{1:X4}"));
        Assert.Throws<NotSupportedException>(() => Bpf.Printk($"{'c'}"));
        Assert.Throws<NotSupportedException>(() => Bpf.Printk($"{DayOfWeek.Friday}"));
    }

    [Theory]
    [InlineData("bash", "bash")]
    [InlineData("a name that is too long", "a name that is ")]
    [InlineData("", "")]
    public void Task_names_are_cut_as_the_kernel_cuts(string text, string expected)
    {
        var comm = Comm.FromString(text);
        Assert.Equal(expected, comm.ToString());
        Assert.Equal(comm, Comm.FromString(expected));
        Assert.True(comm == Comm.FromString(expected) && comm != Comm.FromString("other"));
        Assert.Equal(comm.GetHashCode(), Comm.FromString(expected).GetHashCode());
    }
}
