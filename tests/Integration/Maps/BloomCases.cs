using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Language;

namespace BpfSharp.Integration.Maps;

[BpfObject(MinimumKernel = "5.16")]
public sealed partial class BloomCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    public struct Pair { public byte Small; public long Large; }

    // So large that a false answer would be a wonder.
    [BpfMap(MaxEntries = 1 << 20, HashFunctions = 8)] public partial BloomFilter<long> Numbers { get; }
    [BpfMap(MaxEntries = 1 << 20)] public partial BloomFilter<Pair> Pairs { get; }

    [SocketFilter] int Added() { Numbers.Add(A); Result = (Numbers.MayContain(A) ? 1 : 0) + (Numbers.MayContain(0x5EED_0000_0000_0001) ? 2 : 0); return 0; }

    /// <summary>The padding is not what the stack had.</summary>
    [SocketFilter] int Structs()
    {
        Pair pair = new() { Small = (byte)A, Large = B };
        Pairs.Add(pair);
        Result = Pairs.MayContain(new() { Large = B, Small = (byte)A }) ? 1 : 0;
        return 0;
    }
}

public sealed class BloomCasesTest : LanguageTest<BloomCases>
{
    protected override void Require() => Requires.MapType(BpfMapType.BloomFilter);

    protected override BloomCases Create(BpfHost host) => new(host);
}
