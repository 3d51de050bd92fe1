namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Structs =
    [
        new("struct copies", """
            S s = new S { X = a, Y = b }; S t = s; t.X++; S u = t with { Y = s.X }; s = u; u.X = 5; S v = s;
            v = new S { X = v.Y, Y = v.X }; return s.X + s.Y * 3 + t.X * 5 + u.X * 7 + v.X * 11 + v.Y * 13;
            ---
            ---
            struct S { public int X, Y; }
            """),
        new("nested structs", """
            O o = new O { I = new I { X = a, Y = b }, Z = 3 }; o.I.X++; I k = o.I; k.Y = 9; o.J = k; o.J.X += o.I.Y; O p = o;
            p.I = default; return o.I.X + o.I.Y * 2 + o.J.X * 3 + o.J.Y * 5 + o.Z * 7 + p.I.X * 1000 + p.J.Y;
            ---
            ---
            struct I { public int X, Y; }
            struct O { public I I; public int Z; public I J; }
            """),
        new("this in methods", """
            S s = new S { X = a }; s.Add(b).Add(3); S t = s.Plus(5); s.Reset(t); return s.X * 10 + t.X + s.Twice;
            ---
            ---
            struct S
            {
                public int X; public S Add(int n) { X += n; return this; }
                public readonly S Plus(int n) { S c = this; c.X += n; return c; }
                public void Reset(S o) { this = o; X++; this = new S { X = X + 1 }; } public readonly int Twice => X * 2;
            }
            """),
        new("autoprops", """
            S s = new S { X = a, Y = b }; s.X += 5; s.X++; s.Y = s.X - s.Z; return s.X * 10 + s.Y + s.Z;
            ---
            ---
            struct S { public int X { get; set; } public int Y { get; set; } public readonly int Z => X ^ Y; }
            """),
        new("struct conditional", """
            S s = new S { X = a }; S t = a > b ? s : new S { Y = b }; s = t.Y > 0 ? t : s with { Y = t.X };
            return s.X * 10 + s.Y + (a > 0 ? t : s).Y;
            ---
            ---
            struct S { public int X, Y; }
            """),
        new("nested call args of struct", """
            return Sum(Add(New(a), New(b)), Add(New(1), New(2)));
            ---
            static S New(int x) => new S { X = x, Y = x * 2 }
            ;
            static S Add(S l, S r) { l.X += r.X; l.Y += r.Y; return l; }
            static int Sum(S l, S r) => l.X + l.Y * 3 + r.X * 5 + r.Y * 7;
            ---
            struct S { public int X, Y; }
            """),
        new("generic struct fields", """
            P<int> p = new P<int> { A = a, B = b }; P<byte> q; q.A = (byte)a; q.B = 3; return p.A * p.B + q.A - q.B;
            ---
            ---
            struct P<T> where T : unmanaged { public T A, B; }
            """),
        new("operators struct", """
            V x = new V { X = a }; V y = x + new V { X = b }; V z = -y; return (z == x ? 100 : 0) + (int)z + (V)5;
            ---
            ---
            struct V
            {
                public int X; public static V operator +(V l, V r) => new V { X = l.X + r.X } ;
                public static V operator -(V v) => new V { X = -v.X } ;
                public static bool operator ==(V l, V r) => l.X == r.X; public static bool operator !=(V l, V r) => !(l == r);
                public static implicit operator int(V v) => v.X;
                public static explicit operator V(int x) => new V { X = x * 2 } ;
                public override bool Equals(object? o) => false; public override int GetHashCode() => 0;
            }
            """),
        new("chained struct assign", """
            Buf z = default; S s = new S { X = a }; int i = 0; S t = z[i++] = s; return t.X * 10 + i;
            ---
            ---
            struct S { public int X, Y; }
            [InlineArray(4)] struct Buf { private S _s; }
            """),
        new("nested struct assignment values", """
            S s = new S { X = a }, t, u; t = u = s; u.X++; int r = (s = u).X + F(t = s) + t.X; return r * 10 + (_ = u).X;
            ---
            static int F(S s) { s.X += 5; return s.X; }
            ---
            struct S { public int X, Y; }
            """),
        new("out aliasing struct result", """
            S s = F(out s, a); return s.X * 10 + s.Y;
            ---
            static S F(out S o, int a) { o = new S { X = a, Y = 1 }; return new S { X = 5, Y = o.X }; }
            ---
            struct S { public int X, Y; }
            """),
        new("field initializers", """
            S s = new S(); return s.X + s.Y;
            ---
            ---
            struct S { public int X = 5; public int Y; public S() { Y = 3; } }
            """),
        new("ctor chain this", """
            S s = new S(a); return s.X * 10 + s.Y;
            ---
            ---
            struct S { public int X, Y; public S(int x, int y) { X = x; Y = y; } public S(int x) : this(x, 9) { X++; } }
            """),
        new("constructors with initialisers", """
            S s = new S(a) { Y = b }; S t = new(s.X, 2) { Z = s.Y }; return s.X + s.Y * 3 + s.Z * 5 + t.X * 7 + t.Y * 11 + t.Z * 13;
            ---
            ---
            struct S { public int X, Y, Z = 4; public S(int x) { X = x; } public S(int x, int y) : this(x + 1) { Y += y; Z *= 2; } }
            """),
        new("nested member initialisers", """
            O o = new O { A = { X = a, Y = 3 }, B = new S { X = b }, Z = new S { X = 2, Y = a }.Y };
            return o.A.X + o.A.Y * 3 + o.B.X * 5 + o.Z;
            ---
            ---
            struct S { public int X, Y; }
            struct O { public S A, B; public int Z; }
            """),
        new("assignment through pointer to itself", """
            S s = new S { X = a, Y = b }; S* p = &s; *p = new S { X = s.Y, Y = p->X }; p->I = new I { P = p->I.Q + 1, Q = s.X };
            ref S r = ref s; r = new S { X = s.Y, Y = s.X, I = r.I }; return s.X + s.Y * 3 + s.I.P * 5 + s.I.Q * 7;
            ---
            ---
            struct I { public int P, Q; }
            struct S { public int X, Y; public I I; }
            """),
        new("scalar alias of the target", """
            S s = new S { X = a, Y = b }; ref int r = ref s.X; int* p = &s.Y; s = new S { X = 5 + *p, Y = r };
            return s.X * 10 + s.Y;
            ---
            ---
            struct S { public int X, Y; }
            """),
        new("struct with map ref target", """
            Q.TryAdd(1, new S { X = a }); ref S r = ref Q.GetValueRefOrNullRef(1); r = new S { X = r.Y + 3, Y = r.X };
            r = r with { X = r.X + Q[1].Y }; Q[2] = Q[1] with { Y = 9 }; return Q[1].X + Q[1].Y * 3 + Q[2].Y * 5;
            ---
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, S> Q { get; }
            ---
            struct S { public int X, Y; }
            """),
        new("lifetime of by value struct self", """
            S s = new S { X = a }; s.Take(s); return s.X;
            ---
            ---
            struct S { public int X; public void Take(S o) { X += 1; X += o.X; o.X = 100; } }
            """),
        new("struct byvalue this method local", """
            S s = new S { X = a }; return s.With(s.Bump(), s.X) + s.X;
            ---
            ---
            struct S { public int X; public int Bump() => ++X; public int With(int x, int y) => X * 100 + x * 10 + y; }
            """),
        new("large byte struct copies", """
            B z = default; z[150] = (byte)a; B y = z; y[3] = 5; z = y; return z[150] + z[3] + y[199];
            ---
            ---
            [InlineArray(200)] struct B { private byte _x; }
            """),
        new("large byte struct in a global", """
            B z = G; z[150] += (byte)a; G = z; return G[150];
            ---
            public partial ref B G { get; }
            ---
            [InlineArray(200)] struct B { private byte _x; }
            """),
        new("local function captures this struct", """
            S s = new S { X = a }; return s.M();
            ---
            ---
            struct S { public int X; public int M() { return F(X); static int F(int x) => x + 1; } }
            """),
        new("this assign in ctor", """
            S s = new S(a); return s.X + s.Y;
            ---
            ---
            struct S { public int X, Y; public S(int x) { this = default; X = x; Y++; this.Add(2); } void Add(int n) { Y += n + X; } }
            """),
        new("ctor reading own before", """
            S s = new S { X = 5 }; s = new S(s, 3); return s.X * 10 + s.Y;
            ---
            ---
            struct S { public int X, Y; public S(S o, int y) { Y = o.X; X = y + o.Y; } }
            """),
        new("struct ctor by in of itself", """
            S s = new S { X = a, Y = b }; s = new S(in s); return s.X * 10 + s.Y;
            ---
            ---
            struct S { public int X, Y; public S(in S o) { X = o.Y; Y = o.X; } }
            """),
        new("local function reads the target", """
            S s = new S { X = a, Y = b }; s = Make(); return s.X * 10 + s.Y; S Make() => new S { X = s.Y, Y = s.X };
            ---
            ---
            struct S { public int X, Y; }
            """),
        new("global via method call in initializer", """
            G = new S { X = a, Y = b }; G = new S { X = F(), Y = G.X }; return G.X * 10 + G.Y;
            ---
            public partial ref S G { get; }
            int F() { G.X += 100; return G.Y; }
            ---
            struct S { public int X, Y; }
            """),
        new("element self reference", """
            B z = default; z[1].X = a; z[1] = new S { X = z[1].X + 1, Y = z[1].X }; z[0] = z[1];
            z[2] = new S { X = z[0].Y, Y = F(ref z[2]) }; return z[1].X + z[1].Y * 3 + z[2].X * 5 + z[2].Y * 7;
            ---
            static int F(ref S s) { s.X += 9; return s.X; }
            ---
            struct S { public int X, Y; }
            [InlineArray(3)] struct B { private S _s; }
            """),
        new("out param struct built from itself", """
            S s = new S { X = a, Y = b }; Swap(s, out s); return s.X * 10 + s.Y;
            ---
            static void Swap(S i, out S o) { o = new S { X = i.Y, Y = i.X }; }
            ---
            struct S { public int X, Y; }
            """),
        new("out param with in alias", """
            S s = new S { X = a, Y = b }; Swap(in s, out s); return s.X * 10 + s.Y;
            ---
            static void Swap(in S i, out S o) { o = new S { X = i.Y, Y = i.X }; }
            ---
            struct S { public int X, Y; }
            """),
        new("return into aliased ref", """
            S s = new S { X = a, Y = b }; ref S r = ref s; s = F(ref r); return s.X * 10 + s.Y;
            ---
            static S F(ref S r) { r.X = 50; return new S { X = r.Y, Y = r.X }; }
            ---
            struct S { public int X, Y; }
            """),
        new("declarator aliased by local function", """
            S s = default; S t = F(); return t.X * 10 + t.Y + s.X; S F() { s.X = 3; return new S { X = 1, Y = s.X }; }
            ---
            ---
            struct S { public int X, Y; }
            """),
        new("struct equality by fields helper", """
            S s = new S { X = a }, t = s; t.X++; return Eq(s, t) ? 1 : Eq(s, s) ? 2 : 3;
            ---
            static bool Eq(in S l, in S r) => l.X == r.X && l.Y == r.Y;
            ---
            struct S { public int X; public long Y; }
            """),
        new("default struct args", """
            return F(default) + F(new()) + F(new S { X = 4 }) + G2(default, default);
            ---
            static int F(S s) => s.X + 1;
            static int G2(int x, bool y) => y ? 1 : x + 2;
            ---
            struct S { public int X; }
            """),
    ];
}
