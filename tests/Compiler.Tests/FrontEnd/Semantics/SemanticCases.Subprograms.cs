namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Subprograms =
    [
        new("functions of numbers", """
            return F(a, b) * 3 + F(b, a) + (int)G(c, (byte)a) + (H((short)b, true) ? 1 : 2) + N();
            ---
            [BpfFunction] static int F(int x, int y) => x * 7 - y;
            [BpfFunction] static long G(long x, byte y) => x ^ y;
            [BpfFunction] static bool H(short x, bool flip) => x > 0 ^ flip;
            [BpfFunction] static int N() => 5;
            """),
        new("narrow results", """
            return A(a) + B(b) * 3 + C((char)a) + (int)D(c) + (E(a) == Small.Two ? 1000 : 0);
            ---
            [BpfFunction] static sbyte A(int x) => (sbyte)(x * 37);
            [BpfFunction] static ushort B(int x) => (ushort)(x * 1001);
            [BpfFunction] static char C(char x) => (char)(x + 1);
            [BpfFunction] static uint D(long x) => (uint)(x >> 3);
            [BpfFunction] static Small E(int x) => (Small)(x & 3);
            ---
            enum Small : byte { Zero, One, Two }
            """),
        new("functions that trap", """
            return Quotient(a, b) + (int)Wide(a, b) + Check(a);
            ---
            [BpfFunction] static int Quotient(int x, int y) => x / y;
            [BpfFunction] static long Wide(long x, long y) => checked(x * y) % y;
            [BpfFunction] static int Check(int x) { Throw(x); return x; }
            [BpfFunction] static void Throw(int x) { if (x == -7) throw new InvalidOperationException(); }
            """, (6, 3, 0), (-6, 4, 0), (5, 0, 0), (int.MinValue, -1, 0), (-7, 1, 0)),
        new("negative results are no traps", """
            return F(a, b) + (int)(G(c, b) >> 3);
            ---
            [BpfFunction] static int F(int x, int y) => x / (y | 1);
            [BpfFunction] static long G(long x, int y) => x / (y | 1);
            """),
        new("structs by value and as results", """
            S s = new() { X = a, Y = b, Z = c }; S t = Turned(s); long sum = Sum(s) + Sum(t) * 3; s = Turned(s); return (int)(sum + s.X * 5 + s.Z + Made(b).Y);
            ---
            [BpfFunction] static S Turned(S s) { (s.X, s.Y) = (s.Y, s.X); s.Z = -s.Z; return s; }
            [BpfFunction] static long Sum(in S s) => s.X + s.Y + s.Z;
            [BpfFunction] static S Made(int x) { if (x > 2) return default; return new() { X = x, Y = x + 1, Z = x + 2 }; }
            ---
            struct S { public int X, Y; public long Z; }
            """),
        new("by reference", """
            int x = a, y = b; long z = c; Swap(ref x, ref y); Add(ref z, x); bool ok = TryHalf(y, out int half); S s = default; Fill(ref s, x); s.Bump(3);
            return x * 7 + y + (int)z + (ok ? half : -1) + s.X + s.Next();
            ---
            [BpfFunction] static void Swap(ref int p, ref int q) => (p, q) = (q, p);
            [BpfFunction] static void Add(ref long p, int by) => p += by;
            [BpfFunction] static bool TryHalf(int x, out int half) { half = x / 2; return x % 2 == 0; }
            [BpfFunction] static void Fill(ref S s, int x) { s.X = x; s.Y = x * 2; }
            ---
            struct S { public int X, Y; [BpfFunction] public void Bump(int by) => X += by; [BpfFunction] public readonly int Next() => X + Y; }
            """),
        new("a function's own copies", """
            int x = a; S s = new() { X = b }; return F(x, s) * 100 + x * 10 + s.X;
            ---
            [BpfFunction] static int F(int x, S s) { x++; s.X += 5; int sum = 0; for (int i = 0; i < 3; i++) { sum += x; x -= s.X; } return sum; }
            ---
            struct S { public int X; }
            """),
        new("many arguments", """
            S s = new() { X = a, Y = c };
            return Seven(a, b, (byte)c, 4, c, s, ref s.X) + Six(1, 2, 3, 4, 5, a / b) + s.X + Nine(a, 1, 2, 3, 4, 5, 6, 7, 'c');
            ---
            [BpfFunction] static int Seven(int p, int q, byte r, short t, long u, S v, ref int w) { w += 2; return p + q * 2 + r * 3 + t * 5 + (int)u * 7 + v.X + (int)v.Y + w; }
            [BpfFunction] static int Six(int p, int q, int r, int s, int t, int u) => checked(p + q - r + s * t - u);
            [BpfFunction] static int Nine(int p, byte q, sbyte r, short s, ushort t, uint u, long v, ulong w, char x) => p + q + r + s + t + (int)u + (int)v + (int)w + x;
            ---
            struct S { public int X; public long Y; }
            """),
        new("maps and globals in functions", """
            Map[1] = a; Add(Map, 1, b); Add(Map, 2, 5); Total += a; Count(ref Total); Map.TryGetValue(1, out int v); return v + Map[2] * 3 + Total;
            ---
            [BpfMap(MaxEntries = 8)] public partial HashMap<int, int> Map { get; }
            public partial ref int Total { get; }
            [BpfFunction] static void Add(HashMap<int, int> map, int key, int by) { ref int value = ref map.GetValueRefOrNullRef(key); if (Unsafe.IsNullRef(ref value)) map[key] = by; else value += by; }
            [BpfFunction] void Count(ref int total) { total++; Total *= 2; }
            """),
        new("references that may be null", """
            Map[1] = a; return Or(ref Map.GetValueRefOrNullRef(1), 7) + Or(ref Map.GetValueRefOrNullRef(2), 9) + (b > 0 ? Get(ref Map.GetValueRefOrNullRef(3)) : 0);
            ---
            [BpfMap(MaxEntries = 8)] public partial HashMap<int, int> Map { get; }
            [BpfFunction] static int Or(ref int value, int other) => Unsafe.IsNullRef(ref value) ? other : value;
            [BpfFunction] static int Get(ref int value) => value;
            """),
        new("functions that call functions", """
            return Outer(a, b) + Middle(b) + Inner(a);
            ---
            [BpfFunction] static int Outer(int x, int y) { int r = Middle(x); return y == 0 ? r : r / y + Inner(y); }
            [BpfFunction] static int Middle(int x) => Inner(x) * 2 + Plain(x);
            [BpfFunction] static int Inner(int x) => x == -7 ? throw new InvalidOperationException() : x + 1;
            static int Plain(int x) => Inner(x - 1) - 1;
            """, (7, 3, 0), (5, 0, 0), (-7, 1, 0), (1, -7, 0)),
        new("generic functions", """
            return Larger(a, b) + (int)Larger((long)b, c) + Box<short>.Get((short)a) + Weigh<Two>(b);
            ---
            [BpfFunction] static T Larger<T>(T x, T y) where T : IComparable<T> => x.CompareTo(y) > 0 ? x : y;
            [BpfFunction] static int Weigh<T>(int x) where T : struct, IWeight => T.Of(x);
            static class Box<T> where T : unmanaged { [BpfFunction] public static int Get(T x) => sizeof(T); }
            ---
            interface IWeight { static abstract int Of(int x); }
            struct Two : IWeight { public static int Of(int x) => x * 2; }
            """),
        new("spans as arguments of functions", """
            Span<int> s = stackalloc int[4]; s[1] = a; s[2] = b; Fill(s, 3); ReadOnlySpan<int> t = s[1..3];
            return Sum(s) + Sum(t) * 3 + At(s, a) + Sum([1, 2, a]);
            ---
            [BpfFunction] static int Sum(ReadOnlySpan<int> s) { int sum = 0; foreach (int x in s) sum += x; return sum; }
            [BpfFunction] static void Fill(Span<int> s, int x) { s[0] = x; s[3] = -x; }
            [BpfFunction] static int At(Span<int> s, int i) => s[i];
            """, (1, 2, 0), (3, -3, 0), (4, 1, 0), (-1, 0, 0)),
        new("local functions that capture", """
            int sum = a; long wide = c; S s = new() { X = b };
            Add(3); int r = Twice(b); Add(r); return sum * 3 + (int)wide + s.X;
            [BpfFunction] void Add(int x) { sum += x; wide -= sum; s.X++; }
            [BpfFunction] int Twice(int x) { Add(1); return x * 2 + s.X + Inner(); int Inner() => sum + 1; }
            ---
            struct S { public int X; }
            """),
        new("a local function within a function", """
            int n = a; return Outer(b) + n;
            [BpfFunction] int Outer(int x) { int k = x + n; Step(); Step(); return k; [BpfFunction] void Step() { k += n; n++; } }
            """),
        new("delegates as arguments of functions", """
            int k = b; return Apply(a, static x => x * 3) + Apply(a, x => x + k) + Apply(b, Third) + Apply(3, x => { k++; return k / x; }) + k;
            ---
            [BpfFunction] static int Apply(int x, Func<int, int> f) => f(x) + f(1);
            [BpfFunction] static int Third(int x) => x / 3;
            """),
        new("operators and properties as functions", """
            V v = new() { X = a }, w = new() { X = b }; v += w; v++; w.Size = 3; return (v * w).X + v.Size + w.X + v[2] + (int)w;
            ---
            ---
            struct V
            {
                public int X;
                [BpfFunction] public static V operator +(V l, V r) => new() { X = l.X + r.X };
                [BpfFunction] public static V operator *(in V l, in V r) => new() { X = l.X * r.X };
                [BpfFunction] public static V operator ++(V v) => new() { X = v.X + 1 };
                [BpfFunction] public static explicit operator int(V v) => v.X;
                public int Size { [BpfFunction] readonly get => X * 2; [BpfFunction] set => X = value * 5; }
                public int this[int i] { [BpfFunction] get => X + i; }
            }
            """),
        new("finally runs when a function traps", """
            Left = 0; try { return F(a, b); } finally { Left += 10; }
            ---
            public partial ref int Left { get; }
            [BpfFunction] int F(int x, int y) { try { return x / y; } finally { Left++; } }
            [SocketFilter] int After() => Left;
            """, (6, 3, 0), (6, 0, 0)),
        new("a result that a trap ends is not seen", """
            Last = new() { X = 1, Y = 2 }; Last = Make(a, b); return Last.X + Last.Y;
            ---
            public partial ref S Last { get; }
            [BpfFunction] static S Make(int x, int y) => new() { X = x, Y = x / y };
            [SocketFilter] int After() => Last.X * 10 + Last.Y;
            ---
            struct S { public int X, Y; }
            """, (6, 3, 0), (6, 0, 0)),
        new("pointers to functions' arguments", """
            int x = a; Set(&x, b); S s = default; Init(&s); return x + s.Y + (Find(&s, b > 0) != null ? 3 : 4);
            ---
            [BpfFunction] static void Set(int* p, int v) { *p += v; }
            [BpfFunction] static void Init(S* s) { s->X = 1; s->Y = 2; }
            static S* Find(S* s, bool found) => found ? s : null;
            ---
            struct S { public int X, Y; }
            """),
        new("a function called in each copy of finally", """
            Total = 0; try { if (a > 0) return 1; if (a < -5) return 100 / b; } finally { int y = a + 5; Apply(i => Total += y + i); } return 2;
            ---
            public partial ref int Total { get; }
            [BpfFunction] static void Apply(System.Action<int> action) { action(1); }
            [SocketFilter] int After() => Total;
            """, (7, 0, 0), (-3, 0, 0), (-9, 0, 0), (-9, 3, 0)),
    ];
}
