using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

[BpfObject]
internal sealed partial class GapProbe
{
    public struct Small { public byte Kind; public int Number; }
    public struct Outer { public Small First; public byte Kind; public Small Second; }

    [BpfMap(MaxEntries = 8)] public partial HashMap<Small, int> Plain { get; }
    [BpfMap(MaxEntries = 8)] public partial LruHashMap<Outer, int> Nested { get; }
    [BpfMap(MaxEntries = 2, InnerMaxEntries = 8)] public partial ArrayOfMaps<HashMap<Small, int>> Inner { get; }
    public partial ref Small Given { get; }
    public partial ref int Removed { get; }

    [SocketFilter] int Copied() { Plain.TrySet(Given, 1); return 0; }
    [SocketFilter] int CopiedTwice() { Small key = Given, other = key; Plain.TrySet(other, 1); return 0; }
    [SocketFilter] int Changed() { Plain.TrySet(Given with { Number = 4 }, 1); return 0; }
    [SocketFilter] int Passed() { Set(Given); return 0; }
    [SocketFilter] int InField() { Nested.TrySet(new() { First = Given, Kind = 7, Second = Given }, 1); return 0; }
    [SocketFilter] int InInner() { if (Inner.TryGetMap(1, out var map)) map.TrySet(Given, 1); return 0; }
    [SocketFilter] int Remove() { Removed = Plain.Remove(Given) ? 1 : 0; return 0; }

    private void Set(Small key) => Plain[key] = 1;
}

[BpfObject(MinimumKernel = "5.16")]
internal sealed partial class GapFilterProbe
{
    [BpfMap(MaxEntries = 1 << 16)] public partial BloomFilter<GapProbe.Small> Filter { get; }
    public partial ref GapProbe.Small Given { get; }
    public partial ref bool IsThere { get; }

    [SocketFilter] int Add() { Filter.Add(Given); return 0; }
    [SocketFilter] int Ask() { IsThere = Filter.MayContain(Given); return 0; }
}

/// <summary>The bytes between a key's fields hold whatever was there before, and count for the kernel: nobody may notice.</summary>
[Collection(nameof(Alone))]
public sealed class KeyGapTests
{
    private static readonly byte[] s_fillers = [0, 0x11, 0xEE, 0xFF];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Programs_compare_only_fields(bool isInKernel)
    {
        using GapProbe probe = Loaded(isInKernel);
        HashMap<GapProbe.Small, int> inner = probe.Inner.Create(1);
        foreach (byte filler in s_fillers)
        {
            probe.Given = Dirty<GapProbe.Small>(filler) with { Kind = 3, Number = 4 };
            foreach (string program in new[] { "Copied", "CopiedTwice", "Changed", "Passed", "InField", "InInner" })
                Run(probe, program, isInKernel);
        }
        GapProbe.Small clean = new() { Kind = 3, Number = 4 };
        Assert.Equal([clean], probe.Plain.Select(pair => pair.Key));
        Assert.Equal(1, probe.Nested.Count);
        Assert.True(probe.Nested.ContainsKey(new() { First = clean, Kind = 7, Second = clean }));
        Assert.Equal(1, inner.Count);
        inner.Map.Dispose();
        probe.Given = Dirty<GapProbe.Small>(0x77) with { Kind = 3, Number = 4 };
        Run(probe, "Remove", isInKernel);
        Assert.Equal((1, 0), (probe.Removed, probe.Plain.Count));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void User_code_compares_only_fields_also_in_inner_maps(bool isInKernel)
    {
        using GapProbe probe = Loaded(isInKernel);
        HashMap<GapProbe.Small, int> made = probe.Inner.Create(1);
        foreach (byte filler in s_fillers)
        {
            made[Dirty<GapProbe.Small>(filler) with { Kind = 1, Number = 2 }] = filler;
            Assert.True(probe.Inner.TryGetMap(1, out HashMap<GapProbe.Small, int>? found));
            Assert.Equal(filler, found[Dirty<GapProbe.Small>((byte)~filler) with { Kind = 1, Number = 2 }]);
            found.Map.Dispose();
            probe.Nested[Dirty<GapProbe.Outer>(filler) with { Kind = 7, First = Dirty<GapProbe.Small>(filler) with { Kind = 1, Number = 2 }, Second = default }] = filler;
        }
        Assert.Equal((1, 1), (made.Count, probe.Nested.Count));
        made.Map.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Filters_compare_only_fields(bool isInKernel)
    {
        if (isInKernel)
            Requires.MapType(BpfMapType.BloomFilter);
        using GapFilterProbe probe = new(isInKernel ? BpfHost.Kernel : new SimulatedKernel());
        probe.Load();
        probe.Given = Dirty<GapProbe.Small>(0x11) with { Kind = 1, Number = 2 };
        Run(probe, "Add", isInKernel);
        probe.Given = Dirty<GapProbe.Small>(0xEE) with { Kind = 1, Number = 2 };
        Run(probe, "Ask", isInKernel);
        Assert.True(probe.IsThere);
        Assert.True(probe.Filter.MayContain(Dirty<GapProbe.Small>(0x77) with { Kind = 1, Number = 2 }));
        probe.Filter.Add(Dirty<GapProbe.Small>(0x22) with { Kind = 5, Number = 6 });
        Assert.True(probe.Filter.MayContain(Dirty<GapProbe.Small>(0x44) with { Kind = 5, Number = 6 }));
    }

    /// <summary>What the JIT makes of copies field by field, with its optimisations and without: what is in the gaps differs, the key does not.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Keys_are_the_same_however_code_is_compiled(bool isInKernel)
    {
        using GapProbe probe = Loaded(isInKernel);
        Func<byte, GapProbe.Outer>[] makers = [Plain, Optimised, static filler => Copied(Plain(filler)), static filler => Copied(Optimised(filler))];
        HashSet<string> bytes = [];
        foreach (byte filler in s_fillers)
        {
            foreach (Func<byte, GapProbe.Outer> make in makers)
            {
                GapProbe.Outer key = make(filler);
                bytes.Add(Convert.ToHexString(MemoryMarshal.AsBytes(new ReadOnlySpan<GapProbe.Outer>(in key))));
                probe.Nested[key] = filler;
                Assert.True(probe.Nested.TryGetValue(make((byte)~filler), out int found) && found == filler);
            }
        }
        // Else nothing was shown.
        Assert.True(bytes.Count > 1, "the gaps were always the same");
        Assert.Equal(1, probe.Nested.Count);
        Assert.True(probe.Nested.Remove(Optimised(0x5A)));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static GapProbe.Outer Plain(byte filler)
    {
        GapProbe.Outer key = Dirty<GapProbe.Outer>(filler);
        key.First.Kind = 1;
        key.First.Number = 2;
        key.Kind = 3;
        key.Second = key.First;
        return key;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static GapProbe.Outer Optimised(byte filler)
    {
        Unsafe.SkipInit(out GapProbe.Outer key);
        key.First = Dirty<GapProbe.Small>(filler) with { Kind = 1, Number = 2 };
        key.Kind = 3;
        key.Second = new() { Kind = key.First.Kind, Number = key.First.Number };
        return key;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static GapProbe.Outer Copied(GapProbe.Outer key) => new() { First = key.First, Kind = key.Kind, Second = { Kind = key.Second.Kind, Number = key.Second.Number } };

    /// <summary>Opened without the class that declares it, a map tells its gaps by the kernel's types of it.</summary>
    [Fact]
    public void Maps_that_are_opened_tell_their_gaps()
    {
        Requires.Root();
        using GapProbe probe = Loaded(isInKernel: true);
        using BpfMap opened = BpfMap.OpenId(probe.Nested.Map.Id);
        LruHashMap<GapProbe.Outer, int> typed = new(opened);
        foreach (byte filler in s_fillers)
            typed[Dirty<GapProbe.Outer>(filler) with { First = Dirty<GapProbe.Small>(filler) with { Kind = 1, Number = 2 }, Kind = 3, Second = Dirty<GapProbe.Small>(filler) with { Kind = 4, Number = 5 } }] = filler;
        Assert.Equal(1, probe.Nested.Count);

        using LoadedBpfObject file = BpfObjectFile.Open(Path.Combine(AppContext.BaseDirectory, nameof(GapProbe) + ".bpf.o")).Load();
        HashMap<GapProbe.Small, int> plain = new(file.GetMap("Plain"));
        foreach (byte filler in s_fillers)
            plain[Dirty<GapProbe.Small>(filler) with { Kind = 1, Number = 2 }] = filler;
        Assert.Equal(1, plain.Count);
    }

    private static GapProbe Loaded(bool isInKernel)
    {
        if (isInKernel)
            Requires.Root();
        GapProbe probe = new(isInKernel ? BpfHost.Kernel : new SimulatedKernel());
        probe.Load();
        return probe;
    }

    /// <summary>In the kernel, or the method itself.</summary>
    private static void Run(BpfObject probe, string program, bool isInKernel)
    {
        if (isInKernel)
            probe.Programs[program].TestRun(new byte[64]);
        else
            probe.GetType().GetMethod(program, BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(probe, null);
    }

    private static T Dirty<T>(byte filler)
        where T : unmanaged
    {
        T value = default;
        MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref value, 1)).Fill(filler);
        return value;
    }
}
