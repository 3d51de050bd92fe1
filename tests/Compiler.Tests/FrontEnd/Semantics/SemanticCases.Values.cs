namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Values =
    [
        new("function pointers", """
            delegate*<int, int, int> f = &Add; delegate*<long, long> g = &Half; delegate*<ref int, void> h = &Bump; delegate*<int, int> k = &Twice; int x = a;
            h(ref x); return f(a, b) * 3 + (int)g(c) + x + Apply(&Twice, b) + Apply(k, a);
            ---
            static int Add(int x, int y) => x + y;
            static long Half(long x) => x / 2;
            static void Bump(ref int x) => x += 5;
            static int Twice(int x) => x * 2;
            static int Apply(delegate*<int, int> f, int x) => f(x) - f(1);
            """),
        new("function pointers to structs and generics", """
            delegate*<S, int, S> f = &Moved; delegate*<in S, long> g = &S.Sum; delegate*<int, int> h = &Same<int>; S s = f(new() { X = a }, b); return (int)g(in s) + h(b) + Trap(&Quotient, a, b);
            ---
            static S Moved(S s, int by) { s.X += by; s.Y = by; return s; }
            static T Same<T>(T x) => x;
            static int Quotient(int x, int y) => x / y;
            static int Trap(delegate*<int, int, int> f, int x, int y) => f(x, y);
            ---
            struct S { public int X; public long Y; public static long Sum(in S s) => s.X + s.Y; }
            """),
        new("index variables", """
            Span<int> s = stackalloc int[5]; for (int k = 0; k < 5; k++) s[k] = k * a;
            Index first = 1, last = ^1, some = ^(b & 7); Index chosen = a > 0 ? first : last;
            return s[first] + s[last] * 3 + s[chosen] * 5 + s[some] * 7 + last.Value + (last.IsFromEnd ? 100 : 0) + first.GetOffset(5) * 1000 + last.GetOffset(9);
            """, (7, 3, 0), (-7, 5, 0), (1, 0, 0), (1, 6, 0)),
        new("index of a negative number", """
            Span<int> s = stackalloc int[3]; s[1] = 5; Index i = a; return s[i] + s[^b];
            """, (1, 2, 0), (-1, 1, 0), (0, -1, 0), (3, 1, 0), (0, 4, 0)),
        new("range variables", """
            Span<int> s = stackalloc int[6]; for (int k = 0; k < 6; k++) s[k] = k + 1;
            Range r = 1..^1, all = .., tail = 2.., t = a..b; Span<int> x = s[r], y = s[all], z = s[tail], w = s[t];
            return x.Length + y.Length * 10 + z[0] * 100 + w.Length * 1000 + r.End.Value + r.Start.Value + (r.End.IsFromEnd ? 7 : 0);
            """, (1, 3, 0), (2, 2, 0), (3, 2, 0), (0, 7, 0), (0, 6, 0), (-1, 2, 0)),
        new("indexes and ranges through methods", """
            Buffer buffer = default; for (int k = 0; k < 4; k++) buffer[k] = k * 3 + a; Span<int> s = buffer;
            return At(s, ^1) + At(s, 2) * 3 + Part(s, 1..3) + Part(s, ^2..);
            ---
            static int At(Span<int> s, Index i) => s[i];
            static int Part(Span<int> s, Range r) => s[r][0] + s[r].Length;
            ---
            [InlineArray(4)] struct Buffer { private int _first; }
            """),
        new("nested deconstruction", """
            var (x, (y, z)) = (a, (b, c)); (int p, (int q, (long r, _))) = Nest(x, y); ((x, y), var (u, v)) = ((y, x), new Pair(p, q)); (var m, (var n, var o)) = new Deep(a, b);
            return x * 3 + y * 5 + (int)z + p * 7 + q * 11 + (int)r + u * 13 + v * 17 + m + n * 19 + o * 23;
            ---
            static (int, (int, (long, int))) Nest(int x, int y) => (x + 1, (y + 2, (x * y, 4)));
            ---
            struct Pair(int x, int y) { public int X = x, Y = y; public readonly void Deconstruct(out int p, out int q) { p = X; q = Y; } }
            struct Deep(int x, int y) { public int X = x, Y = y; public readonly void Deconstruct(out int p, out Pair q) { p = X; q = new(Y, X); } }
            """),
        new("fixed statements", """
            Buffer b4 = default; S s = new() { X = a, Y = b }; Span<int> span = stackalloc int[3]; span[0] = b; span[1] = 9; int sum = 0; int local = a;
            fixed (int* p = span) { sum += p[0] + p[1]; p[2] = 4; }
            sum += Pin(ref s, ref span[1]);
            fixed (int* p = (Span<int>)b4) { p[1] = 7; }
            fixed (int* p = span[..0]) sum += p == null ? 1 : 2;
            fixed (byte* p = "hello"u8) sum += p[1];
            return sum + s.X + span[2] + b4[1] + local;
            ---
            static int Pin(ref S s, ref int x) { fixed (int* p = &s.X, q = &s.Y) { *p += 3; fixed (int* r = &x) *r += *q; fixed (byte* t = s.Text) { t[2] = (byte)x; return *q + p[1] + s.Text[2]; } } }
            ---
            unsafe struct S { public int X, Y; public fixed byte Text[4]; }
            [InlineArray(4)] struct Buffer { private int _first; }
            """),
        new("pinned texts end with a zero", """
            int n = 0; fixed (char* p = "four") { while (p[n] != 0) n++; } fixed (char* q = "") { n += q == null ? 100 : q[0] == 0 ? 10 : 1; } return n + a;
            """),
        new("a cast of what is deconstructed", """
            (int, int) pair = (a, b); (int x, int y) = ((byte, short))pair; return x * 3 + y;
            """, (300, 70000, 0), (-1, 5, 0)),
        new("values are computed before they are taken apart", """
            Order = 1; ((int x, int y), int z) = (new P { V = a }, Note(b)); Order += 100; return x + y * 3 + z * 5;
            ---
            public partial ref int Order { get; }
            int Note(int v) { Order = Order * 10 + v; return v; }
            [SocketFilter] int After() => Order;
            ---
            struct P { public int V; public readonly void Deconstruct(out int p, out int q) { p = 100 / V; q = V; } }
            """, (7, 3, 0), (0, 3, 0)),
    ];
}
