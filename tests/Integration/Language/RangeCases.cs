using BpfSharp.Integration.Infrastructure;

namespace BpfSharp.Integration.Language;

/// <summary>Loops over numbers that the kernel counts.</summary>
[BpfObject(MinimumKernel = "6.4")]
public sealed partial class RangeCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    [SocketFilter] int Sum() { long sum = A; foreach (int i in Bpf.Range(0, (int)(B & 127))) sum = sum * 3 + i; Result = sum; return 0; }
    [SocketFilter] int Jumps() { foreach (int i in Bpf.Range(-5, 200)) { if ((i & 3) == 1) continue; if (Result > A) break; if (i == B) return 7; Result += i; } return 0; }
    [SocketFilter] int Bounds() { foreach (int i in Bpf.Range((int)A, (int)B)) { Result += i; if (i - (int)A > 30) break; } return 0; }
    [SocketFilter] int Trapping() { foreach (int i in Bpf.Range(0, 50)) Result += 1000 / (A - i); return 0; }
    [SocketFilter] int Nested() { foreach (int i in Bpf.Range(0, 6)) foreach (int j in Bpf.Range(i, 6)) Result += (i ^ j) * A + B; return 0; }
    [SocketFilter] int Long() { long sum = B; foreach (int i in Bpf.Range(0, A == B ? 50_000 : 5)) sum += i ^ A; Result = sum; return 0; }
    [SocketFilter] int InFunction() { Result = Total((int)(A & 63), B); return 0; }

    /// <summary>The program itself names nothing of the kernel's: only this does.</summary>
    [BpfFunction] private static long Total(int n, long by) { long sum = 0; foreach (int i in Bpf.Range(0, n)) sum += by * i; return sum; }
}

public sealed class RangeCasesTest : LanguageTest<RangeCases>
{
    protected override void Require() => Requires.Kernel(6, 4);

    protected override RangeCases Create(BpfHost host) => new(host);
}
