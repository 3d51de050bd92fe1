using BpfSharp.Integration.Infrastructure;

namespace BpfSharp.Integration.Language;

/// <summary>Methods that the kernel calls: bodies of loops and visitors of maps.</summary>
[BpfObject(MinimumKernel = "5.17")]
public sealed partial class CallbackCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }
    public partial ref Sums Totals { get; }
    [BpfMap(MaxEntries = 16)] public partial HashMap<int, long> Table { get; }
    [BpfMap(MaxEntries = 4)] public partial ArrayMap<Sums> Slots { get; }
    [BpfMap(MaxEntries = 4)] public partial PerCpuArrayMap<long> Counts { get; }

    [SocketFilter] int Captures() { long sum = A; int n = Bpf.Loop((int)(B & 63), i => { sum = sum * 3 + i; Result ^= i; }); Result += sum + n; return 0; }
    [SocketFilter] int Stops() { long sum = A; Result = Bpf.Loop(100, i => { sum += B; return sum < 1000; }) + sum; return 0; }
    [SocketFilter] int States() { Sums s = new() { X = A }; Result = Bpf.Loop(9, ref s, static (i, ref s) => { s.Y += s.X * i; s.X ^= i; }) + s.X + s.Y; return 0; }
    [SocketFilter] int GlobalState() { Totals = new() { X = A, Y = B }; Bpf.Loop(12, ref Totals, Step); Result = Totals.X * 3 + Totals.Y; return 0; }
    [SocketFilter] int TooMany() { Result = 1; Bpf.Loop((int)A, i => { Result += i; return i < 50; }); return 0; }
    [SocketFilter] int Long() { long sum = 0; Bpf.Loop(A == B ? 70_000 : 10, i => { sum += i ^ A; }); Result = sum; return 0; }
    [SocketFilter] int Trapping() { long sum = 0; Bpf.Loop(10, i => { sum += B / (A - i); }); Result = sum; return 0; }
    [SocketFilter] int Nested() { long sum = 0; Bpf.Loop(5, i => { long row = i * A; Bpf.Loop(3, j => { sum += row * j + B; }); sum ^= row; }); Result = sum; return 0; }
    [SocketFilter] int Functions() { Result = Total((int)(A & 31), B) + Total(3, A); return 0; }
    [SocketFilter]
    int Visits()
    {
        for (int i = 0; i < 5; i++)
            Table[i] = A * i;
        long sum = 0;
        int n = Table.ForEach((key, ref value) => { sum += key * value; value += B; });
        n += Table.ForEach(ref sum, static (int key, ref long value, ref long s) => s ^= value << (key & 7));
        Result = sum * 100 + n;
        return 0;
    }
    [SocketFilter]
    int Removes()
    {
        for (int i = 0; i < 8; i++)
            Table[i] = i;
        Table.ForEach((key, ref value) => { if (value > A) Table.Remove(key); });
        Table.ForEach((key, ref value) => { Result += key + 1; });
        return 0;
    }
    [SocketFilter] int Arrays() { Slots[1] = new() { X = A }; Slots[3] = new() { Y = B }; long sum = 0; Result = Slots.ForEach((i, ref slot) => { sum = sum * 3 + slot.X + slot.Y; slot.X = 0; slot.Y = i; return i < 3; }) + sum; return 0; }
    [SocketFilter] int PerCpu() { for (int i = 0; i < 4; i++) Counts[i] = A - i; /* another turn may be on another CPU */ long sum = 0; Counts.ForEach((i, ref count) => { sum += count * i; count = i; }); Result = sum + Counts[1]; return 0; }

    [BpfFunction] static long Total(int n, long by) { long sum = 0; Bpf.Loop(n, i => { sum += by * i; }); return sum; }
    private static void Step(int i, ref Sums s) { s.X = s.X * 5 + i; s.Y -= s.X; }

    public struct Sums
    {
        public long X, Y;
    }
}

public sealed class CallbackCasesTest : LanguageTest<CallbackCases>
{
    protected override void Require() => Requires.Kernel(5, 17);

    protected override CallbackCases Create(BpfHost host) => new(host);
}
