using System.Runtime.CompilerServices;
using BpfSharp.Integration.Language;

namespace BpfSharp.Integration.Maps;

[BpfObject]
public sealed partial class TrieCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    [BpfMap(MaxEntries = 4)] public partial LpmTrieMap<Ipv4Prefix, long> Routes { get; }
    [BpfMap(MaxEntries = 64)] public partial LpmTrieMap<Ipv6Prefix, int> Routes6 { get; }

    [SocketFilter] int LongestPrefixWins()
    {
        Empty();
        Routes[Of(8, 10, 0, 0)] = 8;
        Routes[Of(16, 10, 1, 0)] = 16;
        Routes[Of(24, 10, 1, 2)] = 24;
        Result = Find(10, 1, 2) * 1_000_000 + Find(10, 1, 3) * 10_000 + Find(10, 2, 2) * 100 + Find(11, 1, 2);
        return 0;
    }

    [SocketFilter] int NoPrefixTraps() { Empty(); Routes[Of(8, 10, 0, 0)] = A; Result = Routes[Of(32, 11, 0, 0)]; return 0; }

    [SocketFilter] int ReplaceAndRemove()
    {
        Empty();
        Ipv4Prefix key = Of(16, 10, (byte)A, 0);
        Result = (Routes.TrySet(key, 1) ? 1 : 0) + (Routes.TrySet(key, B) ? 2 : 0) + Find(10, (byte)A, 9) * 10
            + (Routes.Remove(Of(8, 10, 0, 0)) ? 4 : 0) + (Routes.Remove(key) ? 8 : 0) + (Routes.Remove(key) ? 16 : 0) + (Routes.ContainsKey(key) ? 32 : 0);
        return 0;
    }

    [SocketFilter] int FullTrie()
    {
        Empty();
        bool first = Routes.TrySet(Of(8, 1, 0, 0), 1) && Routes.TrySet(Of(8, 2, 0, 0), 1) && Routes.TrySet(Of(8, 3, 0, 0), 1) && Routes.TrySet(Of(8, 4, 0, 0), 1);
        Result = (first ? 1 : 0) + (Routes.TrySet(Of(8, 5, 0, 0), 1) ? 2 : 0);
        return 0;
    }

    [SocketFilter] int SettingInFullTrieTraps()
    {
        Empty();
        for (int i = 0; i < 6; i++)
            Routes[Of(8, (byte)i, 0, 0)] = 1;
        return 0;
    }

    [SocketFilter] int InPlace()
    {
        Empty();
        Routes[Of(12, 16, 0, 0)] = A;
        ref long value = ref Routes.GetValueRefOrNullRef(Of(32, 16, 1, 1));
        if (Unsafe.IsNullRef(ref value)) return 1;
        value += B;
        Result = Find(16, 2, 2);
        ref long other = ref Routes.GetValueRefOrNullRef(Of(32, 32, 1, 1));
        return Unsafe.IsNullRef(ref other) ? 5 : 6;
    }

    [SocketFilter] int DefaultRoute() { Empty(); Routes[new Ipv4Prefix()] = A; Result = Routes[Of(32, (byte)B, 7, 7)]; return 0; }

    [SocketFilter] int Ipv6()
    {
        Ipv6Prefix network = new() { PrefixLength = 33 };
        network.Address[0] = 0x20;
        network.Address[4] = 0x80;
        Routes6.TrySet(network, (int)A);
        Ipv6Prefix address = network;
        address.PrefixLength = 128;
        address.Address[15] = (byte)B;
        bool isIn = Routes6.TryGetValue(address, out int found);
        address.Address[4] = 0x7F;
        bool isOut = !Routes6.TryGetValue(address, out int other);
        Result = (isIn ? 1 : 0) + (isOut ? 2 : 0) + found * 10L + other;
        Routes6.Remove(network);
        return 0;
    }

    private void Empty()
    {
        Result = 0;
        for (int i = 0; i < 6; i++)
            Routes.Remove(Of(8, (byte)i, 0, 0));
        Routes.Remove(Of(8, 10, 0, 0));
        Routes.Remove(Of(16, 10, 1, 0));
        Routes.Remove(Of(24, 10, 1, 2));
        Routes.Remove(Of(12, 16, 0, 0));
        Routes.Remove(new Ipv4Prefix());
    }

    private long Find(byte a, byte b, byte c) => Routes.TryGetValue(Of(32, a, b, c), out long value) ? value : 0;

    private static Ipv4Prefix Of(uint length, byte a, byte b, byte c) =>
        new() { PrefixLength = length, Address = (uint)(a | b << 8 | c << 16 | 9 << 24) };
}

public sealed class TrieCasesTest : LanguageTest<TrieCases>
{
    protected override TrieCases Create(BpfHost host) => new(host);
}
