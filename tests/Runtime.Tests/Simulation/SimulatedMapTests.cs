using System.Runtime.CompilerServices;
using Xunit;

namespace BpfSharp.Runtime.Tests.Simulation;

/// <summary>Simulated maps have the kernel's limits and answers.</summary>
public sealed class SimulatedMapTests
{
    private readonly SimulatedKernel _kernel = new(cpuCount: 3);

    [Fact]
    public void A_full_hash_refuses()
    {
        using var probe = new CloneProbe(_kernel);
        var map = probe.CountByParent;
        Assert.True(map.TryAdd(1, 1) && map.TryAdd(2, 2) && map.TryAdd(3, 3));
        Assert.False(map.TryAdd(4, 4));
        Assert.False(map.TryAdd(1, 9));
        Assert.False(map.TrySet(4, 4));
        Assert.Equal(7, Assert.Throws<BpfException>(() => map[4] = 4).Errno);
        Assert.True(map.TryUpdate(1, 9));
        Assert.False(map.TryUpdate(4, 9));
        Assert.True(map.Remove(2));
        Assert.True(map.TryAdd(4, 4));
        Assert.Equal([1, 3, 4], map.Select(static pair => pair.Key).Order());
        Assert.Equal(3, map.Count);
        map.Clear();
        Assert.Empty(map);
    }

    [Fact]
    public void References_stay_usable_when_others_come_and_go()
    {
        using var probe = new CloneProbe(_kernel);
        var map = probe.CountByParent;
        map[1] = 10;
        ref ulong value = ref map.GetValueRefOrNullRef(1);
        for (int round = 0; round < 100; round++)
        {
            map[2] = 1;
            map[3] = 1;
            map.Remove(2);
            map.Remove(3);
        }

        value++;
        Assert.Equal(11ul, map[1]);
        Assert.True(Unsafe.IsNullRef(ref map.GetValueRefOrNullRef(2)));
        map.Remove(1);
        value = 99;
        map[5] = 0;
        Assert.Equal(0ul, map[5]);
    }

    [Fact]
    public void An_lru_hash_evicts_what_was_used_least_lately()
    {
        using var probe = new CloneProbe(_kernel);
        var map = probe.Lately;
        map[1] = 1;
        map[2] = 2;
        map[3] = 3;
        map.GetValueRefOrNullRef(1)++;
        map[4] = 4;
        Assert.Equal([1, 3, 4], map.Select(static pair => pair.Key).Order());
        Assert.Equal(2, map[1]);
    }

    [Fact]
    public void Per_cpu_values_follow_the_cpu()
    {
        using var probe = new CloneProbe(_kernel);
        for (int cpu = 0; cpu < 3; cpu++)
        {
            _kernel.Cpu = cpu;
            probe.PerCpu[1] = (ulong)cpu + 10;
            probe.PerCpu.GetValueRefOrNullRef(1)++;
            Assert.Equal((ulong)cpu + 11, probe.PerCpu[1]);
        }

        Assert.Equal([11ul, 12ul, 13ul], probe.PerCpu.GetValues(1));
        Assert.True(Unsafe.IsNullRef(ref probe.PerCpu.GetValueRefOrNullRef(2)));

        _kernel.Cpu = 1;
        Assert.True(probe.PerCpuByParent.TryAdd(7, 70));
        Assert.Equal([0, 70, 0], probe.PerCpuByParent.GetValues(7));
        _kernel.Cpu = 2;
        Assert.Equal(0, probe.PerCpuByParent[7]);
        probe.PerCpuByParent[7] = 71;
        Assert.Equal([0, 70, 71], Assert.Single(probe.PerCpuByParent).Value);
        Assert.False(probe.PerCpuByParent.TryGetValue(8, out _));
    }

    [Fact]
    public void An_array_has_its_length()
    {
        using var probe = new CloneProbe(_kernel);
        probe.Slots[2] = 5;
        probe.Slots.GetValueRefOrNullRef(0) = 4;
        Assert.Equal([4, 0, 5], probe.Slots);
        Assert.True(Unsafe.IsNullRef(ref probe.Slots.GetValueRefOrNullRef(3)));
        Assert.Throws<IndexOutOfRangeException>(() => probe.Slots[3] = 1);
    }

    [Fact]
    public void A_ring_is_as_small_as_the_kernels()
    {
        using var probe = new CloneProbe(_kernel);
        using var entered = _kernel.Enter();
        // Events of 24 bytes take 32; the last byte of the ring is never used, so one fewer than 128 fit.
        for (int child = 1; child <= 200; child++)
            probe.OnClone(child);
        Assert.Equal(73ul, probe.Clones.DroppedCount);
        Assert.Equal(5ul + 73, probe.Dropped);
        int next = 1;
        Assert.Equal(127, probe.Clones.Consume((ref readonly CloneEvent e) => Assert.Equal(next++, e.Child)));
        for (int round = 0; round < 1000; round++)
        {
            probe.OnClone(round + 1);
            Assert.True(probe.Clones.TryRead(out var e));
            Assert.Equal(round + 1, e.Child);
        }
    }

    [Fact]
    public void An_unfinished_slot_holds_later_ones_back()
    {
        using var probe = new CloneProbe(_kernel);
        Assert.True(probe.Clones.TryReserve(out var first));
        Assert.Equal(0, first.Value.Child);
        first.Value.Child = 1;
        Assert.True(probe.Clones.TryOutput(new() { Child = 2 }));
        Assert.False(probe.Clones.TryRead(out _));
        first.Submit();
        Assert.True(probe.Clones.TryRead(out var e));
        Assert.Equal(1, e.Child);
        Assert.True(probe.Clones.TryReserve(out var discarded));
        discarded.Discard();
        Assert.Equal(2, probe.Clones.Read(TestContext.Current.CancellationToken).Child);
        Assert.False(probe.Clones.TryRead(out _));
        bool isRefused = false;
        try
        {
            discarded.Submit();
        }
        catch (NullReferenceException)
        {
            isRefused = true;
        }

        Assert.True(isRefused, "a slot that was discarded was submitted");
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(5000u)]
    [InlineData(12288u)]
    public void Ring_sizes_the_kernel_refuses_are_refused(uint size)
    {
        using var probe = new CloneProbe(_kernel, size);
        Assert.Equal(22, Assert.Throws<BpfException>(() => probe.Clones).Errno);
    }
}
