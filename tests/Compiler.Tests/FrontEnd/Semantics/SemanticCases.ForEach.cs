namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] ForEach =
    [
        new("struct enumerators", """
            int n = 0; foreach (int x in new Range3 { From = a, Count = 4 }) { if (x == b) continue; if (n > 1000) break; n = n * 3 + x; } return n;
            ---
            ---
            struct Range3 { public int From, Count; public readonly E GetEnumerator() => new E { At = From - 1, Left = Count }; }
            struct E { public int At, Left; public bool MoveNext() { At++; return Left-- > 0; } public readonly int Current => At; }
            """, (7, 8, 0), (0, 9, 0), (-7, -7, 0)),
        new("enumerators by reference and extension", """
            Four f = default; foreach (ref int x in f.Each()) x = a++; int n = 0; foreach (int x in b) n = n * 2 + x; foreach (int x in f) n = n * 3 + x; return n;
            ---
            ---
            [InlineArray(4)] struct Four { private int _first; }
            ref struct Items { private Span<int> _s; private int _i; public Items(Span<int> s) { _s = s; _i = -1; } public Items GetEnumerator() => this; public bool MoveNext() => ++_i < _s.Length; public ref int Current => ref _s[_i]; }
            struct Count { public int N; public int Current { get; set; } public bool MoveNext() { Current = N; return N-- > 0; } }
            static class Ext { public static Count GetEnumerator(this int n) => new Count { N = n & 3 }; public static Items Each(this ref Four f) => new Items(f); }
            """),
        new("nested foreach with jumps", """
            ReadOnlySpan<int> r = [1, 2, 3]; int n = 0; foreach (int x in r) { foreach (int y in r) { if (x == y) continue; if (y == (a & 3)) break; n = n * 5 + x * y; } if (x == (b & 3)) goto end; } n += 7; end: return n;
            """),
        new("foreach with conversion and deconstruction", """
            Span<(int, int)> s = stackalloc (int, int)[2]; s[0] = (a, 1); s[1] = (b, 2); long n = 0; foreach (var (x, y) in s) n = n * 3 + x * y; ReadOnlySpan<byte> t = "ab"u8; foreach (long v in t) n += v; return (int)n;
            """.Replace("Span<(int, int)> s = stackalloc (int, int)[2]; s[0] = (a, 1); s[1] = (b, 2);", "ReadOnlySpan<(int, int)> s = [(a, 1), (b, 2)];")),
        new("foreach over a copy", """
            Four f = default; f[0] = a; int n = 0; foreach (int x in Copy(f)) { f[3] += 5; n = n * 3 + x; } return n + f[3];
            ---
            static Four Copy(Four f) => f;
            ---
            [InlineArray(4)] struct Four { private int _first; }
            """),
    ];

    private static readonly SemanticCase[] Finally =
    [
        new("try and finally", """
            int n = 0; try { n = a; if (a > 5) return n + 100; n *= 2; } finally { G = n + 1; n += 1000; } return n + G;
            ---
            public partial ref int G { get; } [SocketFilter] int After() => G;
            """),
        new("finally in loops", """
            int n = 0; for (int i = 0; i < 5; i++) { try { if (i == (a & 3)) continue; if (i == 4) break; n += 10; } finally { n++; } n += 100; } return n;
            """),
        new("nested finally and traps", """
            G = 0; try { try { G += 1; return 10 / b; } finally { G += 10; } } finally { G += 100; }
            ---
            public partial ref int G { get; } [SocketFilter] int After() => G;
            """, (1, 2, 0), (1, 0, 0)),
        new("finally of a helper that traps", """
            G = 0; int n; try { n = Div(a, b); } finally { G += 7; } return n + G;
            ---
            public partial ref int G { get; } [SocketFilter] int After() => G;
            int Div(int x, int y) { try { return x / y; } finally { for (int i = 0; i < 3; i++) G = G * 2 + 1; } }
            """, (6, 2, 0), (1, 0, 0)),
        new("using", """
            G = 0; int n = 0; using (Scope s = new(ref G, 5)) { using var t = new Scope(ref G, 7); n = G; if (a < 0) return n; G *= 2; } return n * 100 + G;
            ---
            public partial ref int G { get; } [SocketFilter] int After() => G;
            ---
            unsafe ref struct Scope { private readonly int* _g; private readonly int _by; public Scope(ref int g, int by) { g += by; _by = by; _g = null; } public void Dispose() { Log.Add(_by); } }
            static class Log { public static void Add(int x) { } }
            """),
        new("using with effects", """
            Span<int> log = stackalloc int[3]; { using Guard g = new(log, 1); log[0] += a; using (new Guard(log, 2)) log[0] *= 2; log[0]++; } return log[0] * 100 + log[1] * 10 + log[2];
            ---
            ---
            ref struct Guard { private readonly Span<int> _log; private readonly int _at; public Guard(Span<int> log, int at) { _log = log; _at = at; log[0] += 3; } public void Dispose() => _log[_at] = _log[0]; }
            """),
    ];

    private static readonly SemanticCase[] Delegates =
    [
        new("lambdas for helpers", """
            int k = a; int n = Apply(b, x => x * 2 + k) + Apply(3, static x => x - 1) + Apply(4, Twice) + Apply(5, Local); k = 9; Func<int, int> f = x => x + k; k++; return n + f(1) * 3 + Each(x => k += x) + k;
            int Local(int x) => x + k;
            ---
            static int Apply(int x, Func<int, int> f) => f(x) + f(x + 1); static int Twice(int x) => x * 2;
            static int Each(Action<int> f) { for (int i = 0; i < 3; i++) f(i); return 1; }
            """),
        new("delegates handed on", """
            return Outer(a, (x, y) => x * 10 + y) + Outer(b, (x, y) => { if (x > 0) return x; return y * a; });
            ---
            static int Outer(int x, Func<int, int, int> f) => Inner(f, x) + Inner((p, q) => f(q, p), 2); static int Inner(Func<int, int, int> f, int x) => f(x, 3);
            """),
        new("generic delegates", """
            return Fold([a, b, 3], 1, (s, x) => s * 3 + x) + (int)Fold([c], 0L, (s, x) => s + x);
            ---
            static R Fold<T, R>(ReadOnlySpan<T> items, R seed, Func<R, T, R> f) { foreach (T x in items) seed = f(seed, x); return seed; }
            """),
        new("nested local functions", """
            int n = a; return F(3) + n; int F(int x) { int m = x; void G() { n += m; m++; H(); } void H() => n *= 2; G(); G(); return m + n; }
            """),
    ];

    private static readonly SemanticCase[] Extensions =
    [
        new("extension blocks", """
            return a.Plus(b) + a.Doubled + 5.Plus(1) + (int)c.Low + new S { X = a }.Bump(2).X + S.Make(b).X;
            ---
            ---
            struct S { public int X; }
            static class E
            {
                extension(int x) { public int Plus(int y) => x + y; public int Doubled => x * 2; }
                extension(long v) { public long Low => v & 0xFF; }
                extension(S s) { public S Bump(int by) { s.X += by; return s; } public static S Make(int x) => new S { X = x * 3 }; }
            }
            """),
        new("extension blocks by reference and generic", """
            S s = new S { X = a }; s.Inc(); s.Inc(); return s.X + b.Same(b) + a.Same(b) * 3;
            ---
            ---
            struct S { public int X; }
            static class E { extension(ref S s) { public void Inc() => s.X++; } extension<T>(T x) where T : unmanaged, IEquatable<T> { public int Same(T y) => x.Equals(y) ? 1 : 2; } }
            """),
    ];
}
