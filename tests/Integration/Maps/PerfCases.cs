using BpfSharp.Integration.Language;

namespace BpfSharp.Integration.Maps;

[BpfObject]
public sealed partial class PerfCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    public partial ref int Sent { get; }

    public struct Event { public byte Kind; public long Value; public int Odd; }

    [BpfMap(MaxEntries = 256 * 1024)] public partial PerfBuffer<Event> Events { get; }
    [BpfMap(MaxEntries = 4096)] public partial PerfBuffer<int> Small { get; }

    [SocketFilter] int Output() { Result = Events.TryOutput(new() { Kind = (byte)A, Value = B, Odd = 7 }) ? 1 : 0; return 0; }

    [SocketFilter] int Numbered() { Sent++; Small.TryOutput(Sent); return 0; }
}

public sealed class PerfCasesTest : LanguageTest<PerfCases>
{
    protected override PerfCases Create(BpfHost host) => new(host);
}
