using System.Runtime.CompilerServices;
using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Language;
using Xunit;

namespace BpfSharp.Integration.Maps;

[BpfObject]
public sealed partial class NestedCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    public struct Name { public byte Kind; public int Number; }

    [BpfMap(MaxEntries = 4, InnerMaxEntries = 2)] public partial ArrayOfMaps<HashMap<long, long>> Hashes { get; }
    [BpfMap(MaxEntries = 2, InnerMaxEntries = 4)] public partial HashOfMaps<Name, ArrayMap<int>> Arrays { get; }

    /// <summary>Maps 0 and 1 are there, 2 and 3 are not.</summary>
    [SocketFilter] int Hash()
    {
        if (!Hashes.TryGetMap((int)(A & 3), out var inner)) { Result = -1; return 1; }
        inner.Remove(B);
        bool added = inner.TryAdd(B, A);
        inner[B] += 5;
        Bump(inner, B);
        Result = added ? inner[B] : 77;
        inner.Remove(B);
        return inner.ContainsKey(B) ? 2 : 3;
    }

    [SocketFilter] int Array()
    {
        if (Arrays.TryGetMap(new() { Kind = 1, Number = (int)(A & 1) }, out ArrayMap<int>? values))
        {
            ref int value = ref values.GetValueRefOrNullRef((int)(B & 7));
            if (Unsafe.IsNullRef(ref value)) { Result = -2; return 0; }
            value = (int)A;
            Result = values[(int)(B & 7)];
            value = 0;
        }
        else if (Arrays.TryGetMap(default, out _))
            Result = -3;
        return 0;
    }

    /// <summary>Which inner map it is changes with each turn.</summary>
    [SocketFilter] int Loop()
    {
        for (int i = 0; i < 4; i++)
        {
            if (Hashes.TryGetMap(i, out HashMap<long, long>? inner) && inner.TrySet(-7, i + 1))
            {
                Result = Result * 10 + inner[-7];
                inner.Remove(-7);
            }
        }
        return 0;
    }

    private static void Bump(HashMap<long, long> map, long key) { if (map.TryGetValue(key, out long value)) map[key] = value * 2; }
}

public sealed class NestedCasesTest : LanguageTest<NestedCases>
{
    protected override NestedCases Create(BpfHost host)
    {
        NestedCases cases = new(host);
        cases.Load();
        cases.Hashes.Create(0).Map.Dispose();
        cases.Hashes.Create(1).Map.Dispose();
        cases.Arrays.Create(new() { Kind = 1, Number = 1 }).Map.Dispose();
        return cases;
    }
}

[Collection(nameof(Alone))]
public sealed class NestedMapTests
{
    [Fact]
    public void Inner_maps_are_entered_replaced_and_found()
    {
        Requires.Root();
        LeakGuard leaks = LeakGuard.Start();
        using (NestedCases cases = new())
        {
            cases.Load();
            Assert.False(cases.Hashes.TryGetMap(1, out _));
            HashMap<long, long> made = cases.Hashes.Create(1);
            Assert.Equal(2u, made.MaxEntries);
            made[5] = 50;
            Assert.True(cases.Hashes.TryGetMap(1, out HashMap<long, long>? found));
            Assert.Equal((made.Map.Id, 50L), (found.Map.Id, found[5]));
            found.Map.Dispose();

            (cases.A, cases.B) = (1, 6);
            Assert.Equal(3u, cases.Programs["Hash"].TestRun(new byte[64]).ReturnValue);
            Assert.Equal((1 + 5) * 2, cases.Result);

            using BpfMap other = BpfMap.Create("other", BpfMapType.Hash, 8, 8, 2);
            cases.Hashes.Set(1, new HashMap<long, long>(other));
            Assert.True(cases.Hashes.TryGetMap(1, out found) && found.Map.Id == other.Id);
            found.Map.Dispose();
            made.Map.Dispose();
            Assert.True(cases.Hashes.Remove(1));
            Assert.False(cases.Hashes.Remove(1));
            Assert.False(cases.Hashes.TryGetMap(1, out _));
            Assert.Equal(1u, cases.Programs["Hash"].TestRun(new byte[64]).ReturnValue);

            using BpfMap wrong = BpfMap.Create("wrong", BpfMapType.Hash, 4, 8, 2);
            Assert.Throws<ArgumentException>(() => new HashMap<long, long>(wrong));
            Assert.Throws<BpfException>(() => cases.Hashes.Create(4));
        }
        leaks.AssertNothingLeft();
    }
}
