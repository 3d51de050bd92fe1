using System.Runtime.InteropServices;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>Events of any size, written in the kernel and on the CLR, and read as spans.</summary>
[Trait("helper", "bpf_ringbuf_reserve_dynptr")]
[Trait("helper", "bpf_ringbuf_discard_dynptr")]
public sealed class SpaceTests
{
    private readonly byte[] _packet = new byte[64];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("helper", "bpf_ringbuf_submit_dynptr")]
    [Trait("helper", "bpf_dynptr_write")]
    public void Events_are_as_long_as_the_program_says(bool isKernel)
    {
        using SpaceProbes probes = Start(isKernel, out SimulatedKernel? kernel);
        for (int at = 0; at < 100; at++)
            probes.Text[at] = (byte)(at + 1);
        foreach (int length in (int[])[0, 1, 7, 8, 100])
        {
            probes.Length = length;
            Assert.Equal(2, Run(probes, kernel, nameof(SpaceProbes.Write), static probe => probe.Write()));
            (int tag, byte[] data) = Read(probes);
            Assert.Equal((7, 16 + length), (tag, data.Length));
            SpaceProbes.Chunk chunk = MemoryMarshal.Read<SpaceProbes.Chunk>(data);
            Assert.Equal((length, 99L), (chunk.Count, chunk.Id));
            Assert.Equal(Enumerable.Range(1, length).Select(static number => (byte)number), data[16..]);
        }

        Assert.Empty(Taken(probes));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_does_not_fit_is_not_written(bool isKernel)
    {
        using SpaceProbes probes = Start(isKernel, out SimulatedKernel? kernel);
        probes.Length = 12;
        foreach ((int offset, int expected) in ((int, int)[])[(4, 2), (5, 1), (-1, 1), (-8, 1), (int.MinValue, 1), (int.MaxValue, 1), (0, 2)])
        {
            probes.Offset = offset;
            Assert.Equal(expected, Run(probes, kernel, nameof(SpaceProbes.WriteAt), static probe => probe.WriteAt()));
            (int tag, byte[] data) = Read(probes);
            Assert.Equal((7, 12), (tag, data.Length));
            if (expected == 2)
                Assert.Equal(0x0807060504030201, MemoryMarshal.Read<long>(data.AsSpan(offset)));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_full_buffer_is_counted_and_a_trap_gives_room_back(bool isKernel)
    {
        using SpaceProbes probes = Start(isKernel, out SimulatedKernel? kernel);
        // More than there will ever be.
        probes.Length = 5000;
        Assert.Equal(3, Run(probes, kernel, nameof(SpaceProbes.WriteAt), static probe => probe.WriteAt()));
        Assert.Equal(1ul, probes.Events.DroppedCount);
        if (isKernel)
        {
            // Each run reserves half of the buffer and traps: kept room would make the third one fail in another way.
            probes.Length = 2000;
            for (int run = 0; run < 5; run++)
            {
                Assert.Equal(2, Run(probes, kernel, nameof(SpaceProbes.Trap), static probe => probe.Trap()));
                Assert.Empty(Taken(probes));
            }

            probes.Length = -1;
            Assert.Equal(2, Run(probes, kernel, nameof(SpaceProbes.Trap), static probe => probe.Trap()));
            Assert.Equal(1, Run(probes, kernel, nameof(SpaceProbes.Twice), static probe => probe.Twice()));
            Assert.Equal([1ul, 5ul], probes.Traps.Select(static trap => trap.Count).Order());
            probes.Length = 1;
            Assert.Equal(2, Run(probes, kernel, nameof(SpaceProbes.Twice), static probe => probe.Twice()));
            Assert.Equal(3, probes.Traps.Count);
        }

        probes.Divisor = 1;
        probes.Length = 4;
        _ = Taken(probes);
        Assert.Equal(1, Run(probes, kernel, nameof(SpaceProbes.Trap), static probe => probe.Trap()));
        Assert.Equal(1ul, probes.Events.DroppedCount);
    }

    private SpaceProbes Start(bool isKernel, out SimulatedKernel? kernel)
    {
        if (isKernel)
            Requires.Feature(BpfFeature.Dynptrs);
        kernel = isKernel ? null : new SimulatedKernel();
        SpaceProbes probes = new(kernel ?? BpfHost.Kernel);
        probes.Load();
        return probes;
    }

    private int Run(SpaceProbes probes, SimulatedKernel? kernel, string program, Func<SpaceProbes, int> onClr)
    {
        if (kernel is null)
            return (int)probes.Programs[program].TestRun(_packet).ReturnValue;
        using (kernel.Enter())
            return onClr(probes);
    }

    private static List<int> Taken(SpaceProbes probes)
    {
        List<int> lengths = [];
        probes.Events.Consume(record => lengths.Add(record.Data.Length));
        return lengths;
    }

    private static (int Tag, byte[] Data) Read(SpaceProbes probes)
    {
        Assert.True(probes.Events.TryRead(static record => (record.Tag, record.Data.ToArray()), out (int, byte[]) read));
        return read;
    }
}
