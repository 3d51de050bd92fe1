namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Callbacks =
    [
        new("a loop that captures", """
            long sum = c; int last = -1; S s = new() { X = b };
            int n = Bpf.Loop(a & 15, i => { sum += i * a; last = i; s.X ^= i; });
            return (int)sum + last * 3 + s.X + n;
            ---
            ---
            struct S { public int X; }
            """),
        new("a loop that stops", """
            int sum = 0; int n = Bpf.Loop(1000, i => { sum += i; return sum < a; }); return sum * 10 + n;
            """, (7, 0, 0), (-3, 0, 0), (100, 0, 0), (100000000, 0, 0)),
        new("a loop over state", """
            S s = new() { X = a, Sum = 1 };
            int n = Bpf.Loop(10, ref s, static (int i, ref S state) => { state.Sum += i * state.X; state.Last = i; });
            n += Bpf.Loop(10, ref s, static (i, ref state) => { state.Sum ^= i; return i < 4; });
            return (int)s.Sum + s.Last + n * 100;
            ---
            ---
            struct S { public int X, Last; public long Sum; }
            """),
        new("a loop over a global and a map value", """
            Total.Sum = a; Map[1] = new() { Sum = b }; Bpf.Loop(5, ref Total, Step); Bpf.Loop(3, ref Map.GetValueRefOrNullRef(1), Step); return (int)(Total.Sum * 3 + Map[1].Sum);
            ---
            public partial ref S Total { get; }
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, S> Map { get; }
            static void Step(int i, ref S s) => s.Sum = s.Sum * 3 + i;
            ---
            struct S { public long Sum; }
            """),
        new("a loop without state", """
            Total = a; int n = Bpf.Loop(4, i => Total += i * b); n += Bpf.Loop(3, Step); return Total + n; bool Step(int i) { Total ^= i; return i == 0; }
            ---
            public partial ref int Total { get; }
            """),
        new("bounds of a loop", """
            int sum = 0; int n = Bpf.Loop(a, i => { sum++; return i < 20; }); return sum * 10 + n;
            """, (0, 0, 0), (1, 0, 0), (-1, 0, 0), (8388608, 0, 0), (8388609, 0, 0), (int.MinValue, 0, 0)),
        new("traps in a loop", """
            Left = 0; int sum = 0; try { Bpf.Loop(10, i => { sum += 100 / (i - a); Left++; }); return sum; } finally { Left += 100; }
            ---
            public partial ref int Left { get; }
            [SocketFilter] int After() => Left;
            """, (20, 0, 0), (5, 0, 0), (0, 0, 0), (-1, 0, 0)),
        new("loops in loops", """
            long sum = 0; int n = a & 7;
            Bpf.Loop(n, i => { int row = i * b; Bpf.Loop(4, j => { sum += row + j * n; if (j == 2) row++; }); sum ^= row; });
            return (int)sum;
            """),
        new("a loop in a helper", """
            int x = a; return Sum(5, i => i * x) + Sum(3, static i => i + 1) + Sum(2, Twice);
            ---
            static int Sum(int n, Func<int, int> f) { int sum = 0; Bpf.Loop(n, i => { sum += f(i); }); return sum; }
            static int Twice(int i) => i * 2;
            """),
        new("a loop in a function of its own", """
            return Sum(a & 31, b) + Sum(3, a);
            ---
            [BpfFunction] static int Sum(int n, int by) { int sum = 0; Bpf.Loop(n, i => { sum += Weigh(i, by); }); return sum; }
            [BpfFunction] static int Weigh(int i, int by) => i == 30 ? throw new InvalidOperationException() : i * by;
            """, (7, 3, 0), (31, 2, 0), (30, 1, 0)),
        new("a loop over a span", """
            Span<long> s = stackalloc long[4]; s[0] = a; s[1] = b; s[2] = c; Buffer buffer = default; long sum = 0;
            Bpf.Loop(4, i => { buffer[i] = i * a; sum += buffer[i & 3]; });
            return (int)(sum + s[0] + buffer[2]);
            ---
            ---
            [InlineArray(4)] struct Buffer { private long _first; }
            """),
        new("visiting a hash map", """
            Map.Remove(1); Map.Remove(2); Map.Remove(3); Map[1] = a; Map[2] = b; Map[3] = 7; long sum = 0;
            int n = Map.ForEach((key, ref value) => { sum += key * value; value += 1; });
            n += Map.ForEach(ref sum, static (int key, ref int value, ref long s) => s ^= (long)value << (key & 31));
            return (int)sum + n * 1000 + Map[1] + Map[2] * 3 + Map[3] * 5;
            ---
            [BpfMap(MaxEntries = 8)] public partial HashMap<int, int> Map { get; }
            """),
        new("visiting until it is enough", """
            Map.Remove(1); Map.Remove(2); Map.Remove(3); Map[1] = a; Map[2] = a; Map[3] = a; int seen = 0;
            int n = Map.ForEach((long key, ref int value) => { seen += value; return seen < 10; });
            n = n * 10 + Map.ForEach(ref seen, (key, ref value, ref s) => { s += value; return false; });
            return n * 100 + seen;
            ---
            [BpfMap(MaxEntries = 8)] public partial HashMap<long, int> Map { get; }
            """),
        new("removing while visiting", """
            for (int i = 0; i < 6; i++) Map[i] = i * a;
            Map.ForEach((key, ref value) => { if (value > b) Map.Remove(key); });
            int left = 0; Map.ForEach((key, ref value) => { left = left * 2 + 1; }); return left;
            ---
            [BpfMap(MaxEntries = 8)] public partial HashMap<int, int> Map { get; }
            """),
        new("visiting arrays", """
            Items[0] = new() { X = a }; Items[2] = new() { X = b, Y = c }; long sum = 0;
            int n = Items.ForEach((i, ref item) => { sum = sum * 3 + item.X + item.Y; item.Y = i; });
            n = n * 10 + Items.ForEach((i, ref item) => i < 1);
            return (int)sum + n + (int)Items[3].Y;
            ---
            [BpfMap(MaxEntries = 4)] public partial ArrayMap<S> Items { get; }
            ---
            struct S { public int X; public long Y; }
            """),
        new("visiting by struct keys", """
            Map.Clear2(); Map[new() { X = a, Y = 2 }] = b; long sum = 0; Map.ForEach((key, ref value) => { sum += key.X * 3L + key.Y + value; key.X = 0; }); return (int)sum;
            ---
            [BpfMap(MaxEntries = 8)] public partial HashMap<Key, int> Map { get; }
            ---
            struct Key { public int X; public byte Y; }
            static class More { public static void Clear2(this HashMap<Key, int> map) => map.ForEach((key, ref value) => map.Remove(key)); }
            """),
        new("traps in a visitor", """
            Items[1] = a; int sum = 0; Items.ForEach((i, ref value) => { sum += i == 1 ? 10 / value : 1; }); return sum;
            ---
            [BpfMap(MaxEntries = 4)] public partial ArrayMap<int> Items { get; }
            """, (5, 0, 0), (0, 0, 0)),
        new("per-CPU maps visited", """
            Counts[0] = a; Counts[1] = b; Map[5] = a; int sum = 0;
            Counts.ForEach((i, ref value) => { sum += value * (i + 1); value = 0; }); Map.ForEach((key, ref value) => { sum += key + value; }); return sum + Counts[1];
            ---
            [BpfMap(MaxEntries = 2)] public partial PerCpuArrayMap<int> Counts { get; }
            [BpfMap(MaxEntries = 4)] public partial PerCpuHashMap<int, int> Map { get; }
            """),
        new("finally sees no half of a struct that a callback was making", """
            Seen = 0; S s = new() { X = 7 }; try { Bpf.Loop(1, i => { s = new S { X = a, Y = 10 / b }; }); } finally { Seen = s.X; } return s.Y;
            ---
            public partial ref int Seen { get; }
            [SocketFilter] int After() => Seen;
            ---
            struct S { public int X, Y; }
            """, (3, 2, 0), (3, 0, 0)),
    ];
}
