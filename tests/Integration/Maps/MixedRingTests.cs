using System.Runtime.CompilerServices;
using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Language;
using Xunit;

namespace BpfSharp.Integration.Maps;

[BpfObject]
public sealed partial class MixedRingCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    public struct Started : IRingEvent
    {
        static int IRingEvent.EventTag => 1;
        public byte Kind;
        public long Id;
    }

    public struct Named : IRingEvent
    {
        public const int Tag = -2;
        public static int EventTag => Tag;
        public int Length;
        public Text Text;
    }

    [InlineArray(60)]
    public struct Text { private byte _first; }

    [InitialValue(3, 7, -1, 9)]
    public partial ref Settings Start { get; }

    public struct Settings { public byte Small; public Pair Pair; public ushort Last; }

    [InlineArray(2)]
    public struct Pair { private long _first; }

    [BpfMap(MaxEntries = 256 * 1024)] public partial RingBuffer Events { get; }
    [BpfMap(MaxEntries = 4096)] public partial RingBuffer Small { get; }

    [SocketFilter] int Whole() { Result = Events.TryOutput(new Started { Kind = (byte)A, Id = B }) ? 1 : 0; return 0; }

    /// <summary>Only as much as is used; one byte more than there is traps.</summary>
    [SocketFilter] int Part()
    {
        Named named = new() { Length = (int)(A & 63) };
        named.Text[0] = (byte)B;
        named.Text[59] = 1;
        Result = Events.TryOutput(named, 4 + named.Length) ? 1 : 0;
        return 0;
    }

    [SocketFilter] int Initial() { Result = Start.Small + Start.Pair[0] * 10 + Start.Pair[1] * 100 + Start.Last * 1000; return 0; }
}

public sealed class MixedRingCasesTest : LanguageTest<MixedRingCases>
{
    protected override MixedRingCases Create(BpfHost host) => new(host);
}

public sealed class MixedRingTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Records_are_told_apart_and_come_in_order(bool isInKernel)
    {
        if (isInKernel)
            Requires.Feature(BpfFeature.RingBuffer);
        SimulatedKernel kernel = new();
        using MixedRingCases cases = new(isInKernel ? BpfHost.Kernel : kernel);
        cases.Load();
        Write(5, 50, "Whole");
        Write(3, 200, "Part");
        Write(6, 60, "Whole");

        Assert.True(cases.Events.Wait(TimeSpan.FromSeconds(30)));
        List<string> seen = [];
        Assert.Equal(3, cases.Events.Consume(record =>
        {
            if (record.Is<MixedRingCases.Started>())
            {
                ref readonly MixedRingCases.Started started = ref record.As<MixedRingCases.Started>();
                seen.Add($"started {started.Kind} {started.Id}");
            }
            else if (record.TryGet(out MixedRingCases.Named named))
                seen.Add($"named {named.Length} {named.Text[0]} {named.Text[59]} in {record.Data.Length}");
        }));
        Assert.Equal(["started 5 50", "named 3 200 0 in 7", "started 6 60"], seen);

        Write(1, 9, "Part");
        Assert.True(cases.Events.TryRead<object>(record => record.TryGet(out MixedRingCases.Started _) ? "started" : record.Tag, out object? made));
        Assert.Equal(MixedRingCases.Named.Tag, made);
        Assert.False(cases.Events.TryRead(record => record.Tag, out _));
        Write(1, 9, "Part");
        Assert.Throws<InvalidOperationException>(() => cases.Events.Consume(record => _ = record.As<MixedRingCases.Named>().Length)); // written in part
        Assert.Equal(0, cases.Events.Consume(_ => { }));
        Assert.Equal(0ul, cases.Events.DroppedCount);

        void Write(long a, long b, string program)
        {
            (cases.A, cases.B) = (a, b);
            if (isInKernel)
            {
                cases.Programs[program].TestRun(new byte[64]);
                return;
            }
            using IDisposable scope = kernel.Enter();
            Assert.True(program == "Whole"
                ? cases.Events.TryOutput(new MixedRingCases.Started { Kind = (byte)a, Id = b })
                : cases.Events.TryOutput(Name((int)a, (byte)b), 4 + (int)a));
        }

        static MixedRingCases.Named Name(int length, byte first)
        {
            MixedRingCases.Named named = new() { Length = length };
            named.Text[0] = first;
            named.Text[59] = 1;
            return named;
        }
    }

    [Fact]
    public void A_full_buffer_counts()
    {
        using MixedRingCases cases = new(new SimulatedKernel());
        int written = 0;
        while (cases.Small.TryOutput(default(MixedRingCases.Started)))
            written++;
        Assert.Equal((127, 1ul), (written, cases.Small.DroppedCount));
        Assert.Throws<IndexOutOfRangeException>(() => cases.Small.TryOutput(default(MixedRingCases.Started), 17));
    }
}
