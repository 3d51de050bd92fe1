using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>Locks keep programs and user code from seeing half of a change.</summary>
[Trait("helper", "bpf_spin_lock")]
[Trait("helper", "bpf_spin_unlock")]
public sealed class SpinLockTests
{
    private readonly byte[] _packet = new byte[64];

    /// <summary>Programs count on one thread while another reads and writes whole values: no value is ever half of two.</summary>
    [Fact]
    public void Neither_side_sees_half_of_a_change()
    {
        Requires.Root();
        using SpinLockProbes probes = new();
        probes.Load();
        BpfProgram step = probes.Programs[nameof(SpinLockProbes.Step)];
        const int runs = 40;
        bool isDone = false;
        Thread programs = new(() =>
        {
            for (int run = 0; run < runs; run++)
                step.TestRun(_packet, repeat: 500);
            Volatile.Write(ref isDone, true);
        });
        programs.Start();
        for (ulong round = 0; !Volatile.Read(ref isDone); round++)
        {
            SpinLockProbes.Total seen = probes.Totals[0];
            Assert.Equal((seen.First, seen.First, seen.First), (seen.Second, seen.Third, seen.Fourth));
            Assert.Equal(default, seen.Lock);
            if (round % 4 == 0)
                probes.Totals[0] = new() { First = round, Second = round, Third = round, Fourth = round };
            foreach (SpinLockProbes.Total total in probes.Totals)
                Assert.Equal(total.First, total.Fourth);
        }
        programs.Join();
        Assert.Equal(0ul, probes.Torn);
    }

    [Fact]
    public void A_lock_is_given_back_however_its_scope_is_left()
    {
        Requires.Root();
        using SpinLockProbes probes = new();
        probes.Load();
        // Traps with a neutral value, returns from within, runs to the end: a lock that is kept would hang the next.
        Assert.Equal(2u, Run(probes, nameof(SpinLockProbes.TrapWithin)));
        Assert.Contains("DivideByZeroException", Assert.Single(probes.Traps).Reason, StringComparison.Ordinal);
        Assert.Equal(3u, Run(probes, nameof(SpinLockProbes.TrapWithin)));
        probes.Divisor = 5;
        Assert.Equal(0u, Run(probes, nameof(SpinLockProbes.TrapWithin)));
        Assert.True(probes.Table.TryGetValue(1, out SpinLockProbes.Total total));
        Assert.Equal((2, 3ul, 1ul), (total.Marker, total.First, total.Second));
    }

    [Fact]
    public void Elements_with_locks_are_replaced_and_read_by_both_sides()
    {
        Requires.Root();
        using SpinLockProbes probes = new();
        probes.Load();
        probes.Index = 1;
        Assert.Equal(2u, Run(probes, nameof(SpinLockProbes.Replace)));
        Assert.Equal((4ul, 6ul, 8ul), (probes.Table[2].First, probes.Totals[1].First, probes.Table[3].First));
        Assert.True(probes.Table.TryAdd(4, new() { First = 1 }) && !probes.Table.TryAdd(4, default) && probes.Table.TryUpdate(4, new() { First = 2 }));
        probes.Table.SetAll([5, 6], [new() { First = 5 }, new() { First = 6 }]);
        Assert.Equal(new ulong[] { 2, 4, 5, 6, 8 }, probes.Table.Select(static pair => pair.Value.First).Order());
        Assert.True(probes.Table.Remove(5, out SpinLockProbes.Total taken) && taken.First == 5);
        Assert.Equal(1, probes.Table.RemoveAll([6, 7]));

        // Opened by id, the map is known to have a lock too.
        using BpfMap opened = BpfMap.OpenId(probes.Table.Map.Id);
        Assert.Equal(2ul, new HashMap<int, SpinLockProbes.Total>(opened)[4].First);
    }

    private uint Run(SpinLockProbes probes, string program) => probes.Programs[program].TestRun(_packet).ReturnValue;
}
