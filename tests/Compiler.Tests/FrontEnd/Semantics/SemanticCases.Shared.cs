namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Shared =
    [
        new("globals", """
            N += a; R.X = b; ref int r = ref N; r++; ref S q = ref R; q.Y += N; return N + R.X + R.Y + Ro + Init;
            ---
            public partial ref int N { get; }
            public partial ref S R { get; }
            public partial int Ro { get; init; }
            [InitialValue(-5)] public partial ref long L { get; }
            [InitialValue(42)] public partial int Init { get; init; }
            [SocketFilter] int After() => N * 3 + R.Y + (int)L;
            ---
            struct S { public int X, Y; }
            """),
        new("small globals", """
            B++; C += 100; D = !D; E = (K)a; F--; G = (char)(G + 1); return B + C + (D ? 1 : 0) + (int)E + F + G;
            ---
            [InitialValue(255)] public partial ref byte B { get; }
            public partial ref sbyte C { get; }
            [InitialValue(1)] public partial ref bool D { get; }
            [InitialValue(2)] public partial ref K E { get; }
            public partial ref ushort F { get; }
            public partial ref char G { get; }
            ---
            enum K : short { A, B }
            """),
        new("readonly struct global copy folded", """
            S s = G; return s.X + s.Y + G.X;
            ---
            public partial S G { get; init; }
            ---
            struct S { public int X, Y; }
            """),
        new("compound read before call", """
            N += F(); Q[1] += F() + H(); return N * 10 + Q[1];
            ---
            public partial ref int N { get; }
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, int> Q { get; }
            int F() { N += 100; return 1; }
            int H() { Q[1] = 50; return 2; }
            """),
        new("compound read before call on present key", """
            Q[1] = a; Q[1] += H(); int i = 1; Q[i++] += 3; Q[i++ - 1]++; return Q[1] * 10 + i;
            ---
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, int> Q { get; }
            int H() { Q[1] = 50; return 2; }
            """),
        new("array map compound with call", """
            Q[1] = a; Q[1] += H(); int i = 1; Q[i++] += 3; Q[i--]--; Q[Q[3]] = Q[2] + 5; return Q[1] * 10 + i + Q[2] + Q[0];
            ---
            [BpfMap(MaxEntries = 4)] public partial ArrayMap<int> Q { get; }
            int H() { Q[1] = 50; return 2; }
            """),
        new("interlocked", """
            int r = Interlocked.Increment(ref N) + Interlocked.Add(ref N, a) * 3; long o = Interlocked.Exchange(ref L, c);
            int x = Interlocked.CompareExchange(ref N, 5, b); r += Interlocked.And(ref N, 0xFF) ^ Interlocked.Or(ref N, 0x100);
            Interlocked.Decrement(ref L); return r + (int)o + x + N + (int)Interlocked.Read(ref L);
            ---
            public partial ref int N { get; }
            public partial ref long L { get; }
            """),
        new("interlocked on locals", """
            int n = a; long l = c; Interlocked.Increment(ref n); int r = Interlocked.Add(ref n, b); Interlocked.Exchange(ref l, r);
            return r + (int)l + n;
            """),
        new("interlocked on map values and fields", """
            Q.TryAdd(1, default); ref S r = ref Q.GetValueRefOrNullRef(1); Interlocked.Add(ref r.X, a);
            int x = Interlocked.Increment(ref r.X); Interlocked.Exchange(ref r.Y, c);
            return x + (int)Q[1].Y + Interlocked.Or(ref r.X, 7) + Q[1].X;
            ---
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, S> Q { get; }
            ---
            struct S { public int X; public long Y; }
            """),
        new("hash map", """
            if (!Q.TryGetValue(a, out int v)) v = -1; Q[a] = v + 2; Q[a] += 5; Q[a]++;
            bool add = Q.TryAdd(a, 9), upd = Q.TryUpdate(a, Q[a] * 2), miss = Q.TryUpdate(999, 1);
            return Q[a] * 10 + (add ? 1 : 0) + (upd ? 2 : 0) + (miss ? 4 : 0) + (Q.Remove(a + 1) ? 8 : 0) + (Q.ContainsKey(a) ? 16 : 0);
            ---
            [BpfMap(MaxEntries = 40)] public partial HashMap<int, int> Q { get; }
            """),
        new("hash map missing key traps", """
            return Q[a] + 1;
            ---
            [BpfMap(MaxEntries = 40)] public partial HashMap<int, int> Q { get; }
            """),
        new("hash map full", """
            Q[a] = b; return Q[a];
            ---
            [BpfMap(MaxEntries = 2)] public partial HashMap<int, int> Q { get; }
            """,
            (1, 0, 0), (2, 0, 0), (3, 0, 0), (1, 5, 0)),
        new("hash struct key", """
            Q.TrySet(new K { A = (byte)a, B = b }, c); K k; k.A = (byte)a; k.B = b; bool f = Q.TryGetValue(k, out long v);
            return (f ? 1 : 0) + (int)v;
            ---
            [BpfMap(MaxEntries = 40)] public partial HashMap<K, long> Q { get; }
            ---
            struct K { public byte A; public int B; }
            """),
        new("map refs", """
            ref S r = ref Q.GetValueRefOrNullRef(a); if (Unsafe.IsNullRef(ref r)) { Q.TryAdd(a, new S { X = b });
            r = ref Q.GetValueRefOrNullRef(a); } r.X++; r.Y += r.X; S copy = r; copy.X = 100; return Q[a].X + Q[a].Y * 10;
            ---
            [BpfMap(MaxEntries = 40)] public partial HashMap<int, S> Q { get; }
            ---
            struct S { public int X, Y; }
            """),
        new("map as helper arg", """
            Bump(A, a); Bump(B, a); Bump(A, a); var m = B; return A[a] * 10 + m[a];
            ---
            static void Bump(HashMap<int, int> m, int k) { if (m.TryGetValue(k, out int v)) m[k] = v + 1; else m.TryAdd(k, 1); }
            [BpfMap(MaxEntries = 40)] public partial HashMap<int, int> A { get; }
            [BpfMap(MaxEntries = 40)] public partial HashMap<int, int> B { get; }
            """),
        new("chained struct assign map", """
            S s = new S { X = a }; int i = 0; S t = Map[i++] = s; return t.X * 10 + i;
            ---
            [BpfMap(MaxEntries = 40)] public partial HashMap<int, S> Map { get; }
            ---
            struct S { public int X, Y; }
            """),
        new("array map", """
            Q[a] += b; Q[a]++; Q[(a + 1) & 3] = Q[a] * 2; ref int r = ref Q.GetValueRefOrNullRef(a); r -= 1;
            return Q[a] + Q[0] * 10;
            ---
            [BpfMap(MaxEntries = 4)] public partial ArrayMap<int> Q { get; }
            """,
            (1, 2, 3), (3, 4, 5), (4, 0, 0), (-1, 0, 0)),
        new("conditional access of ref", """
            ref int r = ref Q.GetValueRefOrNullRef(a); int v = Unsafe.IsNullRef(ref r) ? -1 : r; return v;
            ---
            [BpfMap(MaxEntries = 4)] public partial ArrayMap<int> Q { get; }
            """),
        new("per cpu maps", """
            P[1] = b; ref int r = ref P.GetValueRefOrNullRef(1); r += a; P[1]++; if (!H.TryGetValue(a, out long v)) H.TryAdd(a, 5);
            H[a] += b; return P[1] * 10 + (int)H[a] + (int)v;
            ---
            [BpfMap(MaxEntries = 4)] public partial PerCpuArrayMap<int> P { get; }
            [BpfMap(MaxEntries = 40)] public partial PerCpuHashMap<int, long> H { get; }
            """),
        new("lru map", """
            L[a] = c; return L.TryGetValue(a, out long v) && L.Remove(a) && !L.ContainsKey(a) ? (int)v : -1;
            ---
            [BpfMap(MaxEntries = 40)] public partial LruHashMap<int, long> L { get; }
            """),
        new("map of bool and enum", """
            Q[a > 0] = E.B; Q[false] = Q.TryGetValue(true, out E e) ? e + 1 : E.A; return (int)Q[false] * 10 + (int)e;
            ---
            [BpfMap(MaxEntries = 4)] public partial HashMap<bool, E> Q { get; }
            ---
            enum E : short { A, B, C }
            """),
        new("try get value into fields and globals", """
            Q.TrySet(1, a); S s = default; bool f = Q.TryGetValue(1, out s.X); f &= Q.TryGetValue(1, out N);
            f |= Q.TryGetValue(77, out s.Y); ref int r = ref N; bool g = Q.TryGetValue(78, out r);
            return s.X + s.Y * 3 + N * 5 + (f ? 1000 : 0) + (g ? 2000 : 0);
            ---
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, int> Q { get; }
            public partial ref int N { get; }
            ---
            struct S { public int X, Y = 9; public S() { } }
            """),
        new("key is also the out variable", """
            Q.TrySet(a, b); int k = a; return Q.TryGetValue(k, out k) ? k : -5;
            ---
            [BpfMap(MaxEntries = 40)] public partial HashMap<int, int> Q { get; }
            """),
        new("out var discards", """
            Map.TrySet(1, 2);
            return (Map.TryGetValue(1, out var _) ? 1 : 0) + (Map.TryGetValue(1, out int _) ? 2 : 0) + (Map.TryGetValue(1, out _) ? 4 : 0);
            ---
            [BpfMap(MaxEntries = 40)] public partial HashMap<int, int> Map { get; }
            """),
        new("ring buffer", """
            if (!R.TryReserve(out var slot)) return -1; slot.Value.X = a; slot.Value.Y = slot.Value.X + slot.Value.Y;
            slot.Value = slot.Value with { X = b }; int r = slot.Value.X + slot.Value.Y * 10; if (a > 0) slot.Submit();
            else slot.Discard(); return r;
            ---
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<S> R { get; }
            ---
            struct S { public int X, Y; }
            """),
        new("ring output", """
            return R.TryOutput(new S { X = a }) ? 1 : 0;
            ---
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<S> R { get; }
            ---
            struct S { public int X, Y; }
            """,
            (1, 0, 0), (2, 0, 0)),
        new("ring too big record", """
            bool first = R.TryReserve(out var s); if (first) s.Submit(); return first ? 1 : 0;
            ---
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<B> R { get; }
            ---
            [InlineArray(100)] struct B { private long _x; }
            """),
        new("ring slot through helper", """
            if (R.TryReserve(out var slot)) { Fill(ref slot.Value, a); slot.Submit(); return 1; } return 0;
            ---
            static void Fill(ref S s, int x) { s.X = x; s.Y++; }
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<S> R { get; }
            ---
            struct S { public int X, Y; }
            """),
        new("comm value", """
            Comm k = Bpf.CurrentComm; k[0] = (byte)a; k[15] = 0; Q.TrySet(k, b); Comm m = k;
            return Q.TryGetValue(m, out int v) ? v + m[0] : -1;
            ---
            [BpfMap(MaxEntries = 40)] public partial HashMap<Comm, int> Q { get; }
            """) { Kernel = new(6, 18) },
        new("ring slot value built from itself", """
            if (!R.TryReserve(out var slot)) return -1; slot.Value.X = a; slot.Value.Y = b;
            slot.Value = new S { X = slot.Value.Y, Y = slot.Value.X }; int r = slot.Value.X * 10 + slot.Value.Y; slot.Submit();
            return r;
            ---
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<S> R { get; }
            ---
            struct S { public int X, Y; }
            """),
        new("two slots", """
            if (!R.TryReserve(out var one)) return -1; if (!R.TryReserve(out var two)) { one.Discard(); return -2; } one.Value = a;
            two.Value = b; int r = one.Value * 10 + two.Value; two.Submit(); one.Discard(); return r;
            ---
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<int> R { get; }
            """),
        new("slot in a loop", """
            int n = 0; for (int i = 0; i < 3; i++) { if (!R.TryReserve(out var slot)) break; slot.Value = i * a; n += slot.Value;
            slot.Submit(); } return n;
            ---
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<int> R { get; }
            """),
        new("slot in a helper", """
            return Send(a) + Send(b);
            ---
            int Send(int x) { if (!R.TryReserve(out var s)) return 0; s.Value = x; int r = s.Value; s.Submit(); return r; }
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<int> R { get; }
            """),
        new("interlocked order", """
            int i = 0; B z = default; Interlocked.Add(ref z[i++], i * 10); int r = Interlocked.Exchange(ref z[i--], i + 5);
            return z[0] * 100 + z[1] * 10 + i + r;
            ---
            ---
            [InlineArray(3)] struct B { private int _s; }
            """),
        new("interlocked unsigned and long", """
            uint u = (uint)a; ulong w = (ulong)c; Interlocked.Add(ref u, 5u); Interlocked.Decrement(ref w);
            uint o = Interlocked.Or(ref u, 0x80000000); ulong e = Interlocked.CompareExchange(ref w, 7ul, w);
            return (int)(u >> 8) + (int)(w & 0xFFFF) + (int)(o & 0xFF) + (int)(e >> 50);
            """),
        new("interlocked wraps", """
            int n = a; int r = Interlocked.Decrement(ref n); checked { return Interlocked.Increment(ref n) == a ? r : 0; }
            """,
            (-2147483648, 0, 0), (0, 1, 1)),
        new("interlocked generic", """
            int n = a; int r = Interlocked.Exchange<int>(ref n, b); r += Interlocked.CompareExchange<int>(ref n, 8, b);
            return n * 10 + r;
            """),
        new("inline array in global", """
            G[a] += b; G[a]++; return G[a] * 10 + G[0];
            ---
            public partial ref B G { get; }
            [SocketFilter] int After() => G[0] + G[3] * 10;
            ---
            [InlineArray(4)] struct B { private int _x; }
            """,
            (0, 1, 0), (3, 5, 0), (9, 1, 0)),
        new("inline array in map", """
            Q.TryAdd(1, default); ref B r = ref Q.GetValueRefOrNullRef(1); for (int i = 0; i < 4; i++) r[i] += i + a; B copy = Q[1];
            return copy[3] + r[0];
            ---
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, B> Q { get; }
            ---
            [InlineArray(4)] struct B { private int _x; }
            """),
    ];
}
