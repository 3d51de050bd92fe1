namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Calls =
    [
        new("struct by value and ref", """
            S s = new S { X = a, Y = b }; int r = V(s) + R(ref s) * 3 + I(in s) * 7; O(out S t, s.X); return r + s.X + t.Y;
            ---
            static int V(S s) { s.X += 100; return s.X; }
            static int R(ref S s) { s.X += 10; S c = s; s = new S { X = c.Y, Y = c.X }; return s.Y; }
            static int I(in S s) => s.X - s.Y;
            static void O(out S s, int x) { s = default; s.Y = x; }
            ---
            struct S { public int X, Y; }
            """),
        new("ref aliasing", """
            int x = a, y = b; F(ref x, ref x, ref y); return x * 10 + y;
            ---
            static void F(ref int p, ref int q, ref int r) { p++; q *= 2; r = p + q; p = r - 1; }
            """),
        new("ref local reassign", """
            int x = a, y = b; ref int r = ref x; r += 5; r = ref y; r += 7; ref int q = ref r; q *= 2; r = ref x;
            return x * 100 + y * 10 + r + q;
            """),
        new("static helper nested", """
            return F(F(a, F(b, 1)), F(3, a)) + G(G(a));
            ---
            static int F(int x, int y) { x = x * 2; return x - y; }
            int G(int x) { if (x > 10) return x - 10; for (int i = 0; i < 3; i++) { if (x < 0) return -x; x -= 2; } return x; }
            """),
        new("early return helper in expression", """
            return P(a) * 100 + P(b) + (P((int)c) > 0 ? P(5) : P(-5));
            ---
            static int P(int x) { if (x == 0) return 1; if (x < 0) { if (x < -100) return 2; return 3; } return x > 5 ? 4 : 5; }
            """),
        new("early return from void helpers", """
            Set(a); Set(b); return N;
            ---
            public partial ref int N { get; }
            void Set(int x) { if (x < 0) { N += 1; return; } for (int i = 0; i < 3; i++) { if (i == x) return; N += 10; } N += 100; }
            """),
        new("local functions capture", """
            int n = a; void Inc(int by) { n += by; Deep(); void Deep() { n *= 2; if (n > 100) return; by++; n += by; } } Inc(1);
            Inc(b); int Get() => n; static int St(int x) => x + 1; return Get() + St(n);
            """),
        new("local function ref param of captured", """
            int n = a; void F(ref int r) { r++; n += r; } F(ref n); int m = 3; F(ref m); return n * 10 + m;
            """),
        new("local func shadow in loop", """
            int s = 0; for (int i = 0; i < 4; i++) { int k = i * a; int F(int x) { k += x; return k; } s += F(1) + F(2); } return s;
            """),
        new("local function in helper called twice", """
            return H(a) + H(b);
            ---
            static int H(int n) { int t = 0; void Add() { t += n; n--; } Add(); Add(); return t; }
            """),
        new("local functions same name different blocks", """
            int r = 0; { int F(int x) => x + a; r += F(1); } { int F(int x) => x * 2; r += F(5); } return r;
            """),
        new("local function forward", """
            return E(a & 7) ? 1 : 0; static bool E(int n) => n == 0 || O(n - 1); static bool O(int n) => n != 0;
            """),
        new("captured assigned before", """
            int x; F(); return x;
            void F() { x = a; }
            """),
        new("locals of the same name in sibling scopes", """
            int r = 0; { int x = a; r += x; } { long x = c; r += (int)x; } for (int x = 0; x < 3; x++) r += x;
            for (byte x = 0; x < 2; x++) { int y = x; r += y; } return r;
            """),
        new("out var in conditions", """
            if (T(a, out int x) && T(b, out int y)) return x * 10 + y; return T(b, out x) ? x : -x;
            ---
            static bool T(int v, out int r) { r = v * 2; return v > 2; }
            """),
        new("named args helper order", """
            int i = a; return F(y: i++, x: i++);
            ---
            static int F(int x, int y) => x * 1000 + y;
            """),
        new("named and optional", """
            return F(z: a, x: b) + F(1) + F(y: a++, x: a++, z: a++) * 2 + a;
            ---
            static int F(int x, int y = 7, int z = 9) => x * 100 + y * 10 + z;
            """),
        new("optional struct parameter", """
            return F() + F(5) + Gg(new S { X = 3 }) + Gg();
            ---
            int F(int x = 9) => x;
            int Gg(S s = default) => s.X + 1;
            ---
            struct S { public int X; }
            """),
        new("caller info", """
            return Line();
            ---
            static int Line([CallerLineNumber] int l = 0) => l;
            """),
        new("overloads and statics", """
            return C.F(a) + C.F((long)b) + C.F((byte)c) + C.K;
            ---
            ---
            static class C
            {
                public const int K = 1000; public static int F(int x) => x; public static int F(long x) => (int)x * 2;
                public static int F(byte x) => x * 3;
            }
            """),
        new("extension", """
            return a.Twice() + b.Plus(a) + E.Twice(3);
            ---
            ---
            static class E { public static int Twice(this int x) => x * 2; public static int Plus(this in int x, int y) => x + y; }
            """),
        new("function of itself as argument", """
            return F(F(F(a))) + G(G(b, 1), G(2, b));
            ---
            int F(int x) { if (x > 100) return 100; return x + 10; }
            static int G(int x, int y) { int t = x; x = y; y = t; return x * 3 - y; }
            """),
        new("nested frames deep", """
            return A(a);
            ---
            static int A(int x) => B(x) + B(x + 1);
            static int B(int x) => C(x) * C(x + 2);
            static int C(int x) => D(x) - D(-x);
            static int D(int x) { for (int i = 0; i < 3; i++) x += i; return x; }
            """),
        new("void helper expression bodied", """
            Add(a); Add(b); return N;
            ---
            void Add(int x) => N += x;
            public partial ref int N { get; }
            """),
        new("ref to ref param chain", """
            int x = a; A(ref x); return x;
            ---
            static void A(ref int p) { p++; B(ref p, out p); }
            static void B(ref int q, out int r) { int t = q; r = t * 2; q += 1; }
            """),
        new("out param aliasing global", """
            F(out N, N); return N;
            ---
            public partial ref int N { get; }
            static void F(out int o, int i) { o = 5; o += i; }
            """),
        new("ref global in helper", """
            F(ref N, ref N); return N;
            ---
            public partial ref int N { get; }
            void F(ref int p, ref int q) { p = 5; N += 3; q *= 2; }
            """),
        new("struct param aliasing global", """
            int r = F(in G); return r * 10 + G.X;
            ---
            public partial ref S G { get; }
            int F(in S s) { G.X += 3; return s.X; }
            ---
            struct S { public int X; }
            """),
        new("nested helper with struct by ref", """
            S s = new S { X = a }; A(ref s, b); return s.X + s.Y;
            ---
            static void A(ref S s, int n) { B(ref s.X, ref s, n); }
            static void B(ref int x, ref S s, int n) { x += n; s.Y = s.X * 2; s = s with { X = s.Y + x }; x++; }
            ---
            struct S { public int X, Y; }
            """),
        new("in scalar alias of local", """
            int x = a; int F(in int p) { x++; return p; } return F(in x) * 10 + F(x);
            """),
        new("in param of conversion makes temp", """
            short x = (short)a; int F(in int p) { x++; return p; } return F(x) * 10 + x;
            """),
        new("in param of autoprop", """
            S s = new S { X = a }; int F(in int p) { s.X++; return p; } return F(s.X) * 10 + s.X;
            ---
            ---
            struct S { public int X { get; set; } }
            """),
        new("in param of map value", """
            Q[1] = a; int F(in int p) { Q[1] = 99; return p; } return F(Q[1]) + Q[1];
            ---
            [BpfMap(MaxEntries = 4)] public partial ArrayMap<int> Q { get; }
            """),
        new("const in param", """
            return Id(Limit) + Id(in N) + Id(Loc()) ;
            ---
            const int Limit = 5;
            public partial ref int N { get; }
            static int Id(in int x) => x;
            static int Loc() { const int Z = 9; return Id(Z); }
            """),
        new("enum in param", """
            return Id(E.B);
            ---
            static int Id(in E e) => (int)e;
            ---
            enum E { A, B = 7 }
            """),
        new("null ref as in arg untouched", """
            ref int r = ref Q.GetValueRefOrNullRef(a); return F(in r, b);
            ---
            static int F(in int x, int y) => y > 0 ? 3 : x;
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, int> Q { get; }
            """),
        new("out to fields and elements", """
            S s = default; B z = default; F(out s.X, a); F(out z[1], b); F(out N, 5); F(out G.Y, 6); F(out _, 7);
            ref int r = ref s.Y; F(out r, 8); return s.X + s.Y * 3 + z[1] * 5 + N * 7 + G.Y * 11;
            ---
            static void F(out int o, int x) { o = x + 1; o *= 2; }
            public partial ref int N { get; }
            public partial ref S G { get; }
            ---
            struct S { public int X, Y; }
            [InlineArray(3)] struct B { private int _x; }
            """),
        new("ref to element is bound once", """
            B z = default; int i = 1; ref int r = ref z[i]; i = 2; r = a; F(ref z[i++], i); return z[1] + z[2] * 10 + i;
            ---
            static void F(ref int x, int i) { x += i; }
            ---
            [InlineArray(3)] struct B { private int _x; }
            """),
        new("local function with default and named", """
            return F() + F(y: 3) + F(b, a); int F(int x = 2, int y = 5) => x * 10 + y;
            """),
        new("local function modifies parameter", """
            return G(a, b); static int G(int x, int y) { Inc(); Inc(); return x + y; void Inc() { x++; y += x; } }
            """),
        new("local function in two helpers same names", """
            return H1(a) + H2(b); int H1(int x) { int L() => x + 1; return L(); } int H2(int x) { int L() => x * 2;
            return L() + L(); }
            """),
        new("local function calls outer helper with same local func", """
            int n = a; int L(int k) { n += k; return H(n); } return L(1) + L(2) + n;
            ---
            int H(int x) { int L(int k) => k * 2; return L(x) + 1; }
            """),
        new("helper inside local func args", """
            int n = 1; int A(int x) { n += x; return n; } int B(int x, int y) => x * 10 + y;
            return B(A(2), A(3)) + B(B(1, n), A(n));
            """),
        new("property bodies", """
            return P + Q + R2 + this.P;
            ---
            int P => N++;
            int Q { get { int t = N; N += 5; if (t > 3) return t; return -t; } }
            static int R2 => 100;
            public partial ref int N { get; }
            """),
    ];
}
