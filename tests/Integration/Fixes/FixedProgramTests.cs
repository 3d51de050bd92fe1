using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Kprobes;
using Xunit;

namespace BpfSharp.Integration.Fixes;

/// <summary>
/// What each code fix leaves behind is loaded by the kernel and runs. The programs beside this file are the fixes' own output, which the
/// tests of the generator hold them against.
/// </summary>
public sealed class FixedProgramTests
{
    [Fact]
    public void A_class_made_partial() => Assert.Equal(7u, Run(new FixedClass()));

    [Fact]
    public void A_compatible_licence() => Assert.Equal(7u, Run(new FixedLicense()));

    [Fact]
    public void A_slot_discarded_where_it_was_left_open()
    {
        Assert.Equal(2u, Run(new FixedSlot()));
        Requires.Root();
        using FixedSlot wanted = new() { Wanted = 3 };
        wanted.Load();
        Assert.Equal(7u, wanted.Programs["Run"].TestRun(new byte[64]).ReturnValue);
        Assert.True(wanted.Events.TryRead(out int value));
        Assert.Equal(3, value);
    }

    [Fact]
    public void An_element_that_is_tested_for_null()
    {
        Requires.Root();
        using FixedReference probe = new();
        probe.Load();
        Assert.Equal(0u, probe.Programs["Run"].TestRun(new byte[64]).ReturnValue);
        Assert.Empty(probe.Traps);
        probe.Counts[5] = 10;
        Assert.Equal(7u, probe.Programs["Run"].TestRun(new byte[64]).ReturnValue);
        Assert.Equal(11, probe.Counts[5]);
    }

    [Fact]
    public void An_entry_probe_made_a_return_probe()
    {
        Requires.Root();
        Requires.Kprobes();
        using FixedProbe probe = new() { Thread = Calls.Thread };
        probe.Attach();
        Assert.Equal(-97, Calls.OpenSocket(77, 0, 0));
        Assert.Equal(-97, probe.Result);
    }

    [Fact]
    public void A_large_variable_in_a_map()
    {
        Requires.Root();
        using FixedVariable probe = new();
        probe.Load();
        // Twice: the map keeps what the first run left, the variable does not.
        for (int run = 0; run < 2; run++)
            Assert.Equal(7u, probe.Programs["Run"].TestRun(new byte[64]).ReturnValue);
    }

    [Fact]
    public void A_large_buffer_in_a_map()
    {
        Requires.Root();
        using FixedBuffer probe = new();
        probe.Load();
        probe.Index = 599;
        for (int run = 0; run < 2; run++)
            Assert.Equal(7u, probe.Programs["Run"].TestRun(new byte[64]).ReturnValue);
    }

    [Fact]
    public void A_key_with_zeroed_gaps()
    {
        Requires.Root();
        using FixedKey probe = new();
        using FixedKeyCopy copy = new();
        probe.Load();
        copy.Load();
        probe.Counts[new() { Kind = 1, Number = 2 }] = copy.Counts[new() { Kind = 1, Number = 2 }] = 7;
        Assert.Equal((7u, 7u), (probe.Programs["Run"].TestRun(new byte[64]).ReturnValue, copy.Programs["Run"].TestRun(new byte[64]).ReturnValue));
    }

    private static uint Run(BpfObject probe)
    {
        using (probe)
        {
            Requires.Root();
            probe.Load();
            return probe.Programs["Run"].TestRun(new byte[64]).ReturnValue;
        }
    }
}
