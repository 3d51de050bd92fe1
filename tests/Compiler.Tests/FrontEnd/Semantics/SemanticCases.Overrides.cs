namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

/// <summary>Where a type has its own member for what C# or the library would do else, and half-done work that others can see.</summary>
partial class SemanticCases
{
    private static readonly SemanticCase[] Overrides =
    [
        new("a record's own Equals decides its ==, and that of what holds it", """
            R p = new(a, b), q = new(a, b + 1); Outer o = new(p, 1), u = new(q, 1);
            return (p == q ? 1 : 0) + (p != q ? 2 : 0) + (p.Equals(q) ? 4 : 0) + (o == u ? 8 : 0) + ((p, a) == (q, a) ? 16 : 0) + (((R?)p) == q ? 32 : 0);
            ---
            ---
            record struct R(int X, int Y) { public readonly bool Equals(R o) => X == o.X; public override readonly int GetHashCode() => X; }
            record struct Outer(R Inner, int Z);
            """),
        new("a struct's IEquatable decides for the record that holds it", """
            Outer o = new(new S { X = a, Y = b }, 1), u = new(new S { X = a, Y = b + 1 }, 1), v = new(new S { X = a + 1, Y = b }, 1);
            return (o == u ? 1 : 0) + (o == v ? 2 : 0);
            ---
            ---
            struct S : IEquatable<S> { public int X, Y; bool IEquatable<S>.Equals(S o) => X == o.X; }
            record struct Outer(S Inner, int Z);
            """),
        new("tuples compare by ==", """
            S p = new() { X = a, Y = b }, q = new() { X = a, Y = b + 1 };
            return ((p, b) == (q, b) ? 1 : 0) + ((p, b) != (q, b) ? 2 : 0) + ((p, b) == (q, b + 1) ? 4 : 0);
            ---
            ---
            struct S { public int X, Y; public static bool operator ==(S a, S b) => a.X == b.X; public static bool operator !=(S a, S b) => a.X != b.X; public override bool Equals(object? o) => false; public override int GetHashCode() => 0; }
            """),
        new("three-valued compound assignment", """
            bool? n = null, t = a > 0, r = null, s = b > 0; n &= false; r |= true; t &= null; s |= null; bool? u = null; u &= true;
            return (n == false ? 1 : 0) + (r == true ? 2 : 0) + (t == null ? 4 : t == false ? 8 : 0) + (s == null ? 16 : s == true ? 32 : 0) + (u == null ? 64 : 0);
            """),
        new("is an interface, is object, is of a nullable's type", """
            S s = default; int? n = a > 0 ? a : null, m = 5;
            return Of(s) + Of(a) * 10 + (n is int? ? 100 : 200) + (m is object ? 400 : 0) + (n is IComparable<int> ? 800 : 0) + Pattern(s) * 1600;
            ---
            static int Of<T>(T x) where T : struct => x is IFoo ? 1 : x is object ? 2 : 3;
            static int Pattern<T>(T x) where T : struct => x switch { int => 3, IFoo => 1, _ => 2 };
            ---
            interface IFoo { } struct S : IFoo { public int X; }
            """),
        new("a struct is not half written when the rest of its value throws", """
            G = 9; S s = new() { X = 1, Y = 2 };
            try { s = new S { X = a, Y = 10 / b }; } finally { G = s.X; }
            return s.Y;
            ---
            public partial ref int G { get; } [SocketFilter] int After() => G;
            ---
            struct S { public int X, Y; }
            """, (7, 5, 0), (7, 0, 0), (8, 2, 0)),
        new("operators over nullable structs are called for null too", """
            S? x = a > 0 ? new S { X = a } : null, y = null;
            return (x == y ? 1 : 2) + (x < y ? 10 : 20) + (x + b) * 100;
            ---
            ---
            struct S
            {
                public int X;
                public static bool operator ==(S? a, S? b) => !a.HasValue; public static bool operator !=(S? a, S? b) => a.HasValue;
                public static bool operator <(S? a, S? b) => true; public static bool operator >(S? a, S? b) => false;
                public static int operator +(S? a, int b) => a.HasValue ? a.Value.X + b : b;
                public override bool Equals(object? o) => false; public override int GetHashCode() => 0;
            }
            """),
        new("lifted user conversions between nullables", """
            S? s = a > 0 ? new S { Pad = 9, X = a } : null; int? n = (int?)s; S? t = (S?)n; long? l = (long?)s;
            return (n ?? -1) + (t.HasValue ? t.Value.X * 3 : 1000) + (int)(l ?? 7);
            ---
            ---
            struct S { public long Pad; public int X; public static explicit operator int(S a) => a.X; public static explicit operator S(int x) => new S { X = x + 1 }; public static explicit operator long(S a) => a.X * 5L; }
            """),
        new("a generic operator is the type's own, also in compound assignments", """
            N n = new() { X = a }; return Twice(n).X + Minus(n).X * 7 + Next(n).X * 31;
            ---
            static T Twice<T>(T x) where T : struct, INum<T> { T y = x; y += x; return y; }
            static T Minus<T>(T x) where T : struct, INum<T> => -x;
            static T Next<T>(T x) where T : struct, INum<T> { x++; return x; }
            ---
            interface INum<T> where T : INum<T>
            {
                static abstract T operator +(T a, T b);
                static virtual T operator -(T a) => a;
                static abstract T operator ++(T a);
            }
            struct N : INum<N>
            {
                public int X;
                public static N operator +(N a, N b) => new N { X = a.X + b.X };
                public static N operator -(N a) => new N { X = -a.X };
                public static N operator ++(N a) => new N { X = a.X + 3 };
            }
            """),
        new("a span that a moved reference may write", """
            Span<int> s = stackalloc int[2], t = stackalloc int[3], other = stackalloc int[4]; ref Span<int> r = ref s;
            if (a > 0) r = ref t;
            r = other;
            return s.Length + t.Length * 10;
            """),
        new("a positional parameter is not its property's value where the property is declared", """
            R r = new(a); Q q = new(a, b); return r.X * 100 + q.X * 10 + q.Y;
            ---
            ---
            #pragma warning disable CS8907
            record struct R(int X) { public int X { get; set; } }
            record struct Q(int X, int Y) { public int X { get; set; } = Y + 1; }
            """),
    ];
}
