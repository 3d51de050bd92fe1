namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Tuples =
    [
        new("tuples", """
            (int x, long y) t = (a, c); var u = (first: b, second: t); u.second.x += 3; (long, long) w = t; t.x++; return t.x + (int)t.y + u.first * 3 + u.second.x * 5 + (int)w.Item1 + t.Item1;
            """),
        new("deconstruction", """
            int x, y; (x, y) = (a, b); (x, y) = (y, x); var (p, q) = Split(c); (long r, _) = Split(5); int[] n = null!; (S s, int z) = (new S { X = x }, y); s.X++; (s.X, G) = (z, s.X); return x * 3 + y + (int)p + (int)q * 7 + (int)r + s.X + G + z;
            ---
            public partial ref int G { get; } static (long Low, long High) Split(long v) => (v & 0xFFFF, v >> 16);
            ---
            struct S { public int X; }
            """.Replace("int[] n = null!; ", "")),
        new("deconstruct methods", """
            S s = new S { X = a, Y = b }; var (x, y) = s; (int p, long q) = s; var (e, f, g) = s; return x + y * 3 + p + (int)q * 5 + e + f + g;
            ---
            ---
            struct S { public int X, Y; public readonly void Deconstruct(out int x, out int y) { x = X + 1; y = Y - 1; } }
            static class Ext { public static void Deconstruct(this S s, out int a, out int b, out int c) { a = s.X; b = s.Y; c = 9; } }
            """),
        new("tuple comparisons", """
            (int, long) t = (a, c), u = (7, 11L); return (t == u ? 1 : 0) + (t != u ? 2 : 0) + ((a, b) == (7, 3) ? 4 : 0) + ((a, (b, true)) == (7, (3, a > 0)) ? 8 : 0);
            """),
        new("tuples in patterns", """
            return (a, b) switch { (7, 3) => 1, (< 0, var y) => y, (0, _) => 3, (var x, -1) when x != 0 => 4, _ => 5 } + ((a, b) is (7, > 0) ? 10 : 0) + (Pair(a) is { Item1: > 0, Item2: var z } ? z : 0);
            ---
            static (int, int) Pair(int x) => (x, x * 2);
            """),
        new("generic tuples", """
            var t = Make(a, (short)b); var u = Flip(t); return u.Item1 + u.Item2 * 3 + Flip((1, 2)).b;
            ---
            static (T x, U y) Make<T, U>(T x, U y) where T : unmanaged where U : unmanaged => (x, y);
            static (U a, T b) Flip<T, U>((T, U) t) where T : unmanaged where U : unmanaged { var (x, y) = t; return (y, x); }
            """),
        new("evaluation order of deconstruction", """
            int i = 0; Span<int> s = stackalloc int[4]; (s[i++], s[i++]) = (i++, i++); return s[0] * 1000 + s[1] * 100 + s[2] * 10 + i;
            """),
    ];

    private static readonly SemanticCase[] Records =
    [
        new("record structs", """
            P p = new(a, b), q = p with { Y = 5 }; var (x, y) = q; p.X++; return p.X + q.Y * 3 + x + y + (p == q ? 100 : 0) + (p != q ? 200 : 0) + (p.Equals(new P(a + 1, b)) ? 400 : 0) + p.Sum;
            ---
            ---
            record struct P(int X, int Y) { public readonly int Sum => X + Y; }
            """),
        new("readonly record structs with more", """
            R r = new(a, new N(b, true)) { Extra = 9 }; R s = r with { Extra = 3 }; return (r == s ? 1 : 2) + (r with { Extra = 3 } == s ? 10 : 20) + r.Twice + s.Inner.V + (r.Inner.On ? 5 : 6) + r.Extra;
            ---
            ---
            readonly record struct N(int V, bool On);
            readonly record struct R(int X, N Inner) { public int Extra { get; init; } = 4; public int Twice { get; } = X * 2; }
            """),
        new("generic record structs", """
            var p = new Pair<int, byte>(a, (byte)b); var (x, y) = p; return x + y * 3 + (p == new Pair<int, byte>(7, 3) ? 100 : 0) + p.Flip().First;
            ---
            ---
            record struct Pair<T, U>(T First, U Second) where T : unmanaged where U : unmanaged { public readonly Pair<U, T> Flip() => new(Second, First); }
            """),
        new("primary constructors", """
            S s = new(a, b); T t = new(c); S u = default; return s.X + s.Y * 3 + (int)t.V + u.Y + new S(1).Y;
            ---
            ---
            struct S(int x, int y) { public int X = x + 1; public readonly int Y { get; } = y * 2; public S(int z) : this(z, z + 4) { X++; } }
            struct T(long v) { public long V = v; }
            """),
        new("field and property initialisers", """
            S s = new(); S t = new(a); S u = default; return s.X * 3 + s.Y + t.X * 5 + t.Y * 7 + u.X + u.Y;
            ---
            ---
            struct S { public int X = 4; public int Y { get; set; } = 6; public S() { } public S(int x) { X += x; } }
            """),
    ];

    private static readonly SemanticCase[] StructPatterns =
    [
        new("property patterns", """
            S s = new S { X = a, Y = b, I = new I { Z = 4 } }; return (s is { X: > 0 } ? 1 : 0) + (s is { X: 7, Y: var y } ? y * 2 : 0) + (s is { I.Z: 4 } ? 8 : 0) + (s is { I: { Z: > 5 } } or { X: < 0 } ? 16 : 0) + (s is not { Twice: 14 } ? 32 : 0) + (s is S { X: 0 } t ? t.Y : 64);
            ---
            ---
            struct I { public int Z; }
            struct S { public int X, Y; public I I; public readonly int Twice => X * 2; }
            """),
        new("positional patterns", """
            P p = new(a, b); return p switch { (7, 3) => 1, (< 0, > 0) q => q.X, { X: 0 } => 3, (var x, _) when x < 0 => 4, _ => 5 } + (p is (_, var y) ? y : 0);
            ---
            ---
            record struct P(int X, int Y);
            """),
        new("switch over a struct", """
            S s = new S { X = a }; switch (s) { case { X: > 0 }: s.X = 50; return 1 + s.X; case { X: 0 } t: return t.X; case var u when u.X < -10: return 3; default: return 4; }
            ---
            ---
            struct S { public int X; }
            """),
        new("is with declared variables on both sides", """
            int? x = a > 0 ? a : null; (int, int) t = (a, b); if (x is { } v && t is (var p, var q) && p > q) return v * p - q; return t is (_, -1) or (0, _) ? 5 : 6;
            """),
    ];
}
