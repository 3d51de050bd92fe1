using System.Diagnostics;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Objects;

/// <summary>Helpers called by their number are the kernel's: values, references, maps and pointers go in and come out.</summary>
[BpfObject]
public sealed unsafe partial class HelperProbe
{
    [BpfMap(MaxEntries = 8)] public partial HashMap<int, long> Counts { get; }
    public partial ref long Nanoseconds { get; }
    public partial ref long Found { get; }
    public partial ref int Missing { get; }

    [KernelHelper(5)] private static long Clock() => throw new NotSupportedException();
    [KernelHelper(1)] private static long* Find(object map, in int key) => throw new NotSupportedException();
    [KernelHelper(3)] private static int Remove(object map, in int key) => throw new NotSupportedException();

    [SocketFilter]
    int Run()
    {
        Nanoseconds = Clock();
        int key = 7;
        long* value = Find(Counts, in key);
        if (value != null)
            Found = *value;
        Remove(Counts, in key);
        Missing = Remove(Counts, in key);
        return 0;
    }
}

public sealed class KernelHelperTests
{
    [Fact]
    public void A_helper_by_number_is_the_kernels()
    {
        Requires.Root();
        using HelperProbe probe = new();
        probe.Load();
        probe.Counts[7] = 42;
        long before = Stopwatch.GetTimestamp();
        probe.Programs["Run"].TestRun(new byte[64]);
        // Both are CLOCK_MONOTONIC, in nanoseconds.
        Assert.InRange(probe.Nanoseconds, before, Stopwatch.GetTimestamp());
        Assert.Equal(42, probe.Found);
        Assert.Equal(-2, probe.Missing); // ENOENT
        Assert.Empty(probe.Counts);
    }
}
