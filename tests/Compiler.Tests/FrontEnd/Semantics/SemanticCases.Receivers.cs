namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Receivers =
    [
        new("autoprop struct receiver mutate copy", """
            Outer o = new Outer { P = new Inner { X = a } }; o.P.Inc(); return o.P.X;
            ---
            ---
            struct Inner { public int X; public int Inc() { X++; return X; } }
            struct Outer { public Inner P { get; set; } }
            """),
        new("map rvalue receiver", """
            Map[1] = new Inner { X = a }; int r = Map[1].Inc(); return r * 10 + Map[1].X;
            ---
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, Inner> Map { get; }
            ---
            struct Inner { public int X; public int Inc() { X++; X++; return X; } }
            """),
        new("array map rvalue receiver", """
            Map[1] = new Inner { X = a }; int r = Map[1].Inc(); return r * 10 + Map[1].X;
            ---
            [BpfMap(MaxEntries = 4)] public partial ArrayMap<Inner> Map { get; }
            ---
            struct Inner { public int X; public int Inc() { X++; X++; return X; } }
            """),
        new("in param defensive copy", """
            Inner i = new Inner { X = a }; int r = Use(in i); return r * 10 + i.X;
            ---
            static int Use(in Inner i) { i.Inc(); i.Inc(); return i.X; }
            ---
            struct Inner { public int X; public int Inc() { X++; return X; } }
            """),
        new("readonly method defensive copy", """
            Inner i = new Inner { X = a }; int r = i.Peek(); return r * 10 + i.X;
            ---
            ---
            struct Inner { public int X; public int Inc() { X++; return X; } public readonly int Peek() { Inc(); return X; } }
            """),
        new("readonly field defensive copy", """
            Outer o = new Outer(a); o.F.Inc(); return o.F.X;
            ---
            ---
            struct Inner { public int X; public int Inc() { X++; return X; } }
            struct Outer { public readonly Inner F; public Outer(int x) { F = new Inner { X = x }; } }
            """),
        new("ref readonly local defensive copy", """
            Inner i = new Inner { X = a }; ref readonly Inner r = ref i; r.Inc(); return i.X;
            ---
            ---
            struct Inner { public int X; public int Inc() { X++; return X; } }
            """),
        new("ref readonly parameter copies", """
            S s = new S { X = a }; return F(ref s) * 10 + s.X;
            ---
            static int F(ref readonly S s) => s.Inc() + s.Inc();
            ---
            struct S { public int X; public int Inc() => ++X; }
            """),
        new("in extension receiver copies", """
            S s = new S { X = a }; return s.Twice() * 10 + s.X;
            ---
            ---
            struct S { public int X; public int Inc() => ++X; }
            static class E { public static int Twice(this in S s) => s.Inc() + s.Inc(); }
            """),
        new("readonly struct this", """
            R r = new R(a); return r.Sum(b) + r.Sum(1);
            ---
            ---
            readonly struct R { private readonly int _x; public R(int x) { _x = x; } public int Sum(int y) => Add(y) + _x; private int Add(int y) => _x * y; }
            """),
        new("rvalue receivers", """
            S s = new S { X = a }, t = new S { X = b }; int r = (a > 0 ? s : t).Inc() + (s = t).Inc() * 10;
            return r + s.X * 100 + t.X;
            ---
            ---
            struct S { public int X; public int Inc() => ++X; }
            """),
        new("global struct receiver in place", """
            G.Inc(); G.Inc(); ref S r = ref G; r.Inc(); return G.X;
            ---
            public partial ref S G { get; }
            ---
            struct S { public int X; public int Inc() => ++X; }
            """),
        new("readonly global receiver copies", """
            return G.Inc() + G.Inc() + G.X;
            ---
            public partial S G { get; init; }
            ---
            struct S { public int X; public int Inc() => ++X; }
            """),
        new("receiver evaluated before args", """
            B z = default; int i = 0; int r = z[i++].Set(i, z[i].V + 7); return r + z[0].V + i;
            ---
            ---
            struct S { public int V; public int Set(int x, int y) { V += x * 10 + y; return V; } }
            [InlineArray(4)] struct B { private S _x; }
            """),
        new("this is map ref", """
            ref S r = ref Q.GetValueRefOrNullRef(1); return r.Bump() + r.Bump() + Q[1].X;
            ---
            [BpfMap(MaxEntries = 4)] public partial ArrayMap<S> Q { get; }
            ---
            struct S { public int X; public int Bump() => ++X; }
            """),
        new("null ref receiver not touching this", """
            ref S r = ref Q.GetValueRefOrNullRef(a); return r.Five();
            ---
            [BpfMap(MaxEntries = 4)] public partial HashMap<int, S> Q { get; }
            ---
            struct S { public int X; public int Five() => 5; }
            """),
    ];
}
