using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Language;

/// <summary>Globals of every kind, written on one side and read on the other.</summary>
[BpfObject]
public sealed partial class GlobalCases
{
    public struct Pair { public int First; public long Second; }

    public partial Pair Fixed { get; init; }
    public partial int Number { get; init; }
    [InitialValue(7)] public partial int Preset { get; init; }
    public partial bool Flag { get; init; }
    [InitialValue(-5)] public partial ref long Started { get; }
    public partial ref Pair Live { get; }
    public partial ref Pair Copied { get; }
    public partial ref long Sum { get; }

    [SocketFilter]
    public int Run()
    {
        Pair copy = Fixed;
        Copied = Fixed;
        Sum = copy.First + copy.Second * 10 + Take(Fixed) * 100 + Number * 1000L + Preset * 10_000L + (Flag ? 1_000_000 : 0);
        Live.First++;
        Live.Second += Started;
        Started++;
        return Fixed.First;
    }

    private static long Take(in Pair pair) => pair.First;
}

public sealed class GlobalTests
{
    private static readonly byte[] s_packet = new byte[64];

    [Fact]
    public void Read_only_globals_have_what_was_set_before_load()
    {
        Requires.Root();
        using GlobalCases cases = new() { Fixed = new() { First = 3, Second = 4 }, Number = 5, Flag = true };
        Assert.Equal(7, cases.Preset);
        cases.Load();
        Assert.Equal(3u, cases.Programs[nameof(GlobalCases.Run)].TestRun(s_packet).ReturnValue);
        Assert.Equal(3 + 40 + 300 + 5000 + 70_000 + 1_000_000, cases.Sum);
        Assert.Equal((3, 4L), (cases.Copied.First, cases.Copied.Second));
    }

    [Fact]
    public void Live_globals_are_one_variable_before_load_and_after()
    {
        Requires.Root();
        using GlobalCases cases = new();
        ref GlobalCases.Pair live = ref cases.Live;
        live.First = 40;
        Assert.Equal(-5, cases.Started);
        cases.Load();
        for (int i = 0; i < 3; i++)
            cases.Programs[nameof(GlobalCases.Run)].TestRun(s_packet);
        Assert.Equal((43, -5L - 4 - 3), (live.First, live.Second));
        Assert.Equal(-2, cases.Started);
        live.First = 100;
        cases.Programs[nameof(GlobalCases.Run)].TestRun(s_packet);
        Assert.Equal(101, cases.Live.First);
    }

    [Fact]
    public void Values_stay_readable_after_disposal()
    {
        Requires.Root();
        GlobalCases cases = new();
        cases.Load();
        cases.Live.First = 9;
        ref GlobalCases.Pair live = ref cases.Live;
        cases.Dispose();
        Assert.Equal(9, live.First);
    }
}
