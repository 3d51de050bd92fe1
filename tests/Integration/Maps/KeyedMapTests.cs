using System.Net;
using System.Runtime.CompilerServices;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Maps;

/// <summary>Maps with keys, from user space, against programs on the other side.</summary>
public sealed class KeyedMapTests
{
    [Fact]
    public void A_trie_is_filled_here_and_read_there()
    {
        Requires.MapType(BpfMapType.LpmTrie);
        using var cases = new TrieCases();
        cases.Load();
        var routes = cases.Routes;
        routes[Ipv4Prefix.Parse("16.0.0.0/12")] = 40;
        routes[Ipv4Prefix.From(IPNetwork.Parse("0.0.0.0/0"))] = 1;
        Assert.Equal(40, routes[Ipv4Prefix.Parse("16.1.2.3")]);
        Assert.Equal(1, routes[Ipv4Prefix.From(IPAddress.Loopback)]);
        Assert.Equal(2, routes.Count);
        Assert.Equal([("0.0.0.0/0", 1L), ("16.0.0.0/12", 40L)], routes.Select(static pair => (pair.Key.ToString(), pair.Value)).Order());

        cases.B = 2;
        Assert.Equal(5u, cases.Programs["InPlace"].TestRun(new byte[64]).ReturnValue);
        Assert.Equal(2, cases.Result); // emptied by the program first: A + B with A = 0

        routes.Clear();
        Assert.Empty(routes);
        Assert.False(routes.TryGetValue(Ipv4Prefix.Parse("16.1.2.3"), out _));
        Assert.False(routes.Remove(Ipv4Prefix.Parse("16.0.0.0/12")));
        for (int index = 0; index < 4; index++)
            Assert.True(routes.TrySet(Ipv4Prefix.Parse($"{index}.0.0.0/8"), index));
        Assert.False(routes.TrySet(Ipv4Prefix.Parse("4.0.0.0/8"), 4));
        var full = Assert.Throws<BpfException>(() => routes[Ipv4Prefix.Parse("4.0.0.0/8")] = 4);
        Assert.Contains("full", full.Advice, StringComparison.Ordinal);
        Assert.Throws<BpfException>(() => routes[new Ipv4Prefix { PrefixLength = 33 }] = 4);
    }

    [Theory]
    [InlineData("2001:db8::/32", "2001:db8::1", "2001:db9::1")]
    [InlineData("fe80::/10", "febf::9", "fec0::9")]
    [InlineData("::1/128", "::1", "::2")]
    public void Ipv6_prefixes_are_those_of_the_framework(string network, string inside, string outside)
    {
        Requires.MapType(BpfMapType.LpmTrie);
        using var cases = new TrieCases();
        cases.Load();
        cases.Routes6[Ipv6Prefix.Parse(network)] = 6;
        Assert.True(IPNetwork.Parse(network).Contains(IPAddress.Parse(inside)));
        Assert.True(cases.Routes6.ContainsKey(Ipv6Prefix.Parse(inside)));
        Assert.False(cases.Routes6.ContainsKey(Ipv6Prefix.Parse(outside)));
        Assert.Equal(network, Assert.Single(cases.Routes6).Key.ToString());
        Assert.Throws<ArgumentException>(() => Ipv6Prefix.Parse("1.2.3.4"));
        Assert.Throws<ArgumentException>(() => Ipv4Prefix.Parse(inside));
    }

    /// <summary>The gap in the key holds what C# left there, and counts for the kernel.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Padding_of_a_key_does_not_count(bool isInKernel)
    {
        if (isInKernel)
            Requires.Root();
        using var cases = new Language.MapCases(isInKernel ? BpfHost.Kernel : new SimulatedKernel());
        cases.Load();
        Language.MapCases.Key first = Dirty(0x11), second = Dirty(0xEE);
        Assert.False(Bytes(ref first).SequenceEqual(Bytes(ref second)));
        cases.Structs[first] = new() { Count = 1 };
        Assert.Equal(1, cases.Structs[second].Count);
        Assert.True(cases.Structs.TryUpdate(second, new() { Count = 2 }));
        Assert.Equal(1, cases.Structs.Count);
        Assert.True(cases.Structs.Remove(second));
        Assert.False(cases.Structs.ContainsKey(first));

        static Language.MapCases.Key Dirty(byte filler)
        {
            Language.MapCases.Key key = default;
            Bytes(ref key).Fill(filler);
            key.Small = 3;
            key.Number = 4;
            return key;
        }

        static Span<byte> Bytes(ref Language.MapCases.Key key) =>
            System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref Unsafe.As<Language.MapCases.Key, byte>(ref key), Unsafe.SizeOf<Language.MapCases.Key>());
    }
}
