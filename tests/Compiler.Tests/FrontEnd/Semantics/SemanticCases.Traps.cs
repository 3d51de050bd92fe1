namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Traps =
    [
        new("trap atomicity of struct assign", """
            G = new S { X = a, Y = 10 / b }; return 1;
            ---
            public partial ref S G { get; }
            [SocketFilter] int After() => G.X * 100 + G.Y;
            ---
            struct S { public int X, Y; }
            """,
            (7, 1, 0), (7, 0, 0), (9, 3, 0)),
        new("trap order array map index", """
            Map[a] = Interlocked.Increment(ref N); return 1;
            ---
            [BpfMap(MaxEntries = 4)] public partial ArrayMap<int> Map { get; }
            public partial ref int N { get; }
            [SocketFilter] int After() => N;
            """,
            (1, 3, 0), (9, 3, 0)),
        new("trap order null ref field", """
            ref S r = ref Map.GetValueRefOrNullRef(a); r.X = Interlocked.Increment(ref N); return 1;
            ---
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, S> Map { get; }
            public partial ref int N { get; }
            [SocketFilter] int After() => N;
            ---
            struct S { public int X, Y; }
            """),
        new("trap order interlocked null", """
            ref int r = ref Map.GetValueRefOrNullRef(a); Interlocked.Add(ref r, ++N); return 1;
            ---
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, int> Map { get; }
            public partial ref int N { get; }
            [SocketFilter] int After() => N;
            """),
        new("trap in argument order", """
            return F(N++, a / b, N++);
            ---
            public partial ref int N { get; }
            int F(int x, int y, int z) { N += 100; return x + y + z; }
            [SocketFilter] int After() => N;
            """,
            (1, 0, 0), (1, 1, 0)),
        new("global division traps", """
            N += a; N /= b; N++; return N;
            ---
            public partial ref int N { get; }
            [SocketFilter] int After() => N;
            """,
            (7, 0, 0), (9, 2, 0)),
        new("division by assigned", """
            int x = 9; int r = a / (x = b) + x; return r;
            """,
            (7, 0, 0), (7, 2, 0)),
        new("unused results trap", """
            int x = a / b; return 5;
            """,
            (7, 0, 0)),
        new("unused indexer traps", """
            _ = Q[a]; return 5;
            ---
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, int> Q { get; }
            """,
            (7, 0, 0)),
        new("unused null deref traps", """
            ref int r = ref Q.GetValueRefOrNullRef(a); _ = r; return 5;
            ---
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, int> Q { get; }
            """,
            (7, 0, 0)),
        new("ref to element out of bounds traps", """
            B z = default; ref int r = ref z[a]; N++; return r;
            ---
            public partial ref int N { get; }
            [SocketFilter] int After() => N;
            ---
            [InlineArray(3)] struct B { private int _x; }
            """,
            (5, 0, 0)),
        new("ring slot trap discards", """
            if (!R.TryReserve(out var slot)) return -1; slot.Value.X = a / b; slot.Submit(); return 5;
            ---
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<S> R { get; }
            ---
            struct S { public int X, Y; }
            """,
            (7, 0, 0), (7, 1, 0)),
        new("slot value trap order", """
            if (!R.TryReserve(out var slot)) return -1; slot.Submit(); slot.Value.X = ++N; return 5;
            ---
            public partial ref int N { get; }
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<S> R { get; }
            [SocketFilter] int After() => N;
            ---
            struct S { public int X, Y; }
            """),
        new("two slots trap", """
            if (!R.TryReserve(out var one)) return -1; if (!R.TryReserve(out var two)) { one.Discard(); return -2;
            } one.Value = a / b; two.Submit(); one.Submit(); return 3;
            ---
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<int> R { get; }
            """,
            (7, 0, 0), (7, 2, 0)),
    ];
}
