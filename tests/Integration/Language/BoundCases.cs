namespace BpfSharp.Integration.Language;

/// <summary>Indexes of which LLVM knows more than the verifier: it drops the check or the mask, or computes the address before it.</summary>
[BpfObject]
public sealed partial class BoundCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }
    public partial ref short Kept { get; }

    private struct Item { public int Key; public byte Kind; public long Weight; }

    private enum Level : short { None, Low = 1, High = 4 }

    private static readonly int[] s_four = [1, -2, 3, 1 << 20];
    private static readonly int[] s_eight = [3, -1, 4, 1 << 20, 7, int.MinValue, 0, 255];
    private static readonly byte[] s_five = [9, 8, 7, 6, 5];
    private static readonly Item[] s_items = [new() { Key = 1, Kind = 2, Weight = 3 }, new() { Key = 4, Kind = 5, Weight = 6 }, new() { Key = 7, Kind = 8, Weight = 9 }];
    private static ReadOnlySpan<ushort> Steps => [5, 60000, 7, 8, 9, 10];

    [SocketFilter] int TheNextElement() { int i = (int)A; long sum = s_four[i]; if ((uint)i < 3) sum += s_four[i + 1]; Result = sum; return 0; }
    [SocketFilter] int TheElementBefore() { int i = (int)A; long sum = s_five[i]; if (i > 0) sum = sum * 100 + s_five[i - 1]; Result = sum; return 0; }
    [SocketFilter] int BothNeighbours() { int i = (int)A; long sum = s_eight[i]; if (i is > 0 and < 7) sum += s_eight[i - 1] * 3L + s_eight[i + 1]; Result = sum; return 0; }
    [SocketFilter] int AMaskOfAQuotient() { int b = (int)B; Result = s_eight[Math.Abs(b) / 557906336 & 7]; return 0; }
    [SocketFilter] int AQuotient() { Result = s_four[(uint)A / 0x4000_0000]; return 0; }
    [SocketFilter] int ARemainder() { Result = s_five[(uint)A % 5] + s_items[(int)((ulong)B % 3)].Weight; return 0; }
    [SocketFilter] int FieldsBeyondABranch() { int i = (int)A; long sum = s_items[i].Weight; if (i < 2) sum += s_items[i + 1].Kind * 10L + s_items[i + 1].Weight; Result = sum; return 0; }
    [SocketFilter] int TheDistanceOfTwo() { int i = (int)A, j = (int)B; if (i < 0 || j < i || j - i > 4) return 0; Result = s_five[j - i]; return 0; }
    [SocketFilter] int AnIndexOfAnEnum()
    {
        Level level = (A & 1) == 0 ? (Level)(B & 3) : Level.High;
        try { Kept = (short)level; Result = s_five[(int)level]; }
        finally { Result += s_five[Kept]; }
        return 0;
    }
    [SocketFilter] int AnIndexOfSmallerTypes() { byte i = (byte)A; if (i >= 5) return 0; Result = s_five[i] * 256L + s_five[(sbyte)(4 - i)]; return 0; }
    [SocketFilter] int AConstantSpan() { int i = (int)A; long sum = Steps[i]; if (i < 5) sum += Steps[i + 1]; Result = sum; return 0; }
    [SocketFilter] int PairsInALoop() { long n = 0; for (int i = 0; i + 1 < s_eight.Length; i++) n = n * 3 + (s_eight[i] ^ s_eight[i + 1]); Result = n + A; return 0; }
    [SocketFilter] int ATriangle() { long n = 0; for (int i = 0; i < 5; i++) for (int j = i; j < 5; j++) n = n * 3 + s_five[i] * s_five[j - i]; Result = n + B; return 0; }
    [SocketFilter] int BackThroughAnArray() { long n = 0; for (int i = s_five.Length - 1; i >= 0; i--) n = n * 10 + s_five[i]; Result = n + A; return 0; }
    [SocketFilter] int TheSameElementInLoops() { Span<int> s = stackalloc int[4] { 1, 2, 3, 9 }; foreach (int x in s) { foreach (int y in s) s[(int)A] += 32; } Result = s[0] + s[1] * 3 + s[2] * 5 + s[3]; return 0; }
    [SocketFilter] int ALoopToAVariableEnd() { int end = (int)A; long n = 0; for (int i = 0; i < end && i < 7; i++) n = n * 3 + s_eight[i] + s_eight[i + 1]; Result = n; return 0; }
}

public sealed class BoundCasesTest : LanguageTest<BoundCases>
{
    protected override BoundCases Create(BpfHost host) => new(host);
}
