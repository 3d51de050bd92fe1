namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Operators =
    [
        new("own compound and increment operators", """
            V v = new V { X = a }; v += new V { X = b }; v -= 2; v++; V w = v++; --v; w *= 3; return v.X * 3 + w.X;
            ---
            ---
            struct V
            {
                public int X; public static V operator +(V a, V b) => new V { X = a.X + b.X }; public static V operator -(V a, int b) => new V { X = a.X - b }; public static V operator *(V a, int b) => new V { X = a.X * b };
                public static V operator ++(V a) => new V { X = a.X + 10 }; public static V operator --(V a) => new V { X = a.X - 1 };
            }
            """),
        new("own logic operators", """
            T x = new T { V = a }, y = new T { V = b }; int n = 0; if (x && y) n += 1; if (x || y) n += 2; T z = x && Next(ref n, y); T w = x || Next(ref n, y); return n + z.V * 10 + w.V * 100;
            ---
            static T Next(ref int n, T t) { n += 1000; return t; }
            ---
            struct T { public int V; public static bool operator true(T t) => t.V > 0; public static bool operator false(T t) => t.V <= 0; public static T operator &(T a, T b) => new T { V = a.V & b.V }; public static T operator |(T a, T b) => new T { V = a.V | b.V }; }
            """),
        new("own conversions", """
            M m = a; int n = m; M k = (M)c; long l = (long)k; M? o = b > 0 ? (M?)b : null; return n + (int)l + (o is { } p ? p.V : 5) + Take(b);
            ---
            static int Take(M m) => m.V;
            ---
            struct M { public int V; public static implicit operator M(int x) => new M { V = x + 1 }; public static implicit operator int(M m) => m.V * 2; public static explicit operator M(long x) => new M { V = (int)x }; public static explicit operator long(M m) => m.V; }
            """),
        new("own operators that change their operand", """
            C x = new C { N = a }; x += 5; x++; x -= 2; return x.N;
            ---
            ---
            struct C { public int N; public void operator +=(int by) => N += by * 2; public void operator ++() => N += 100; public static C operator -(C c, int by) => new C { N = c.N - by }; }
            """),
        new("properties and indexers with accessors", """
            B x = default; x.Value = a; x.Value += 3; x.Value++; x[1] = b; x[1] *= 2; x[0]--; B y = new B { Value = 6, [1] = 8 }; return x.Value + x[0] * 3 + x[1] * 5 + y.Value + y[1];
            ---
            ---
            struct B { private int _v; private long _w; public int Value { readonly get => _v - 1; set => _v = value * 2; } public int this[int i] { readonly get => (int)(_w >> (i * 16)) & 0xFF; set => _w |= (long)(value & 0xFF) << (i * 16); } }
            """),
        new("property with field keyword", """
            B x = default; x.Value = a; x.Value += b; return x.Value;
            ---
            ---
            struct B { public int Value { get; set => field = value < 0 ? 0 : value; } }
            """),
        new("ref returns", """
            S s = new S { X = a, Y = b }; Max(ref s) = 5; ref int r = ref Max(ref s); r++; ref readonly int q = ref Read(in s); s.At(1) += 3; return s.X * 3 + s.Y + q + (Max(ref s) > 3 ? 1 : 0) + s[0];
            ---
            static ref int Max(ref S s) { if (s.X > s.Y) return ref s.X; return ref s.Y; } static ref readonly int Read(in S s) => ref s.Y;
            ---
            struct S { public int X, Y; [System.Diagnostics.CodeAnalysis.UnscopedRef] public ref int At(int i) => ref (i == 0 ? ref X : ref Y); [System.Diagnostics.CodeAnalysis.UnscopedRef] public ref int this[int i] => ref At(i); }
            """),
        new("ref conditionals", """
            int x = a, y = b; ref int r = ref (x > y ? ref x : ref y); r = 100; (x < 0 ? ref x : ref y) += 7; return x * 3 + y;
            """),
        new("collection initialisers", """
            L l = new L { a, b, { 3, 4 } }; return l.Sum * 10 + l.Count;
            ---
            ---
            struct L : System.Collections.IEnumerable { public int Sum, Count; public void Add(int x) { Sum = Sum * 3 + x; Count++; } public void Add(int x, int y) => Add(x * y); System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw null!; }
            """),
        new("nested object initialisers", """
            O o = new O { X = a, I = { Y = b, P = 5 }, J = new I { Y = 3 } }; return o.X + o.I.Y * 3 + o.I.P * 5 + o.J.Y * 7;
            ---
            ---
            struct I { public int Y; public int P { get; set; } }
            struct O { public int X; public I I; public I J; }
            """),
        new("with on nested values", """
            O o = new O { X = a, I = new I { Y = b } }; O p = o with { I = o.I with { Y = 9 }, X = o.X + 1 }; (int, int y) t = (a, b); t = t with { y = 3 }; return o.I.Y + p.I.Y * 3 + p.X + t.y + t.Item1;
            ---
            ---
            struct I { public int Y; } struct O { public int X; public I I; }
            """),
        new("checked conversions of enums and nullable values", """
            int? x = a; int n = b > 0 ? (int)checked((E)a) : (int)(E)a; return n + (int)(b < 0 ? checked((short?)x) ?? 0 : (short?)x ?? 1);
            ---
            ---
            enum E : byte { A }
            """, (7, 3, 0), (300, 3, 0), (300, 0, 0), (70000, 0, 0), (70000, -1, 0), (300, -1, 0)),
        new("enum flags", """
            F f = (F)a; f |= F.B; return (f.HasFlag(F.A) ? 1 : 0) + (f.HasFlag(F.B | F.C) ? 2 : 0) + (int)(f & ~F.A) + (f == F.B ? 8 : 0) + (int)(f ^ F.C);
            ---
            ---
            [Flags] enum F : byte { A = 1, B = 2, C = 4 }
            """),
        new("params and optional arguments", """
            return Sum() + Sum(a) * 3 + Sum(a, b, 5) * 7 + Opt(a) + Opt(y: b, x: 2);
            ---
            static int Sum(params Span<int> v) { int n = 1; for (int i = 0; i < v.Length; i++) { v[i]++; n += v[i]; } return n; } static int Opt(int x, int y = 5, E e = E.B) => x * 10 + y + (int)e;
            ---
            enum E { A, B = 3 }
            """),
    ];

    private static readonly SemanticCase[] Bcl =
    [
        new("checked multiplication of 64 bits", """
            return (int)checked(c * b) ^ (int)(checked(c * b) >> 32) ^ (int)checked((ulong)(uint)a * (ulong)c);
            """, (7, 3, 11), (1, -1, long.MinValue), (1, 1, long.MinValue), (2, 2, long.MaxValue), (-1, 0, -1), (int.MaxValue, int.MinValue, 1L << 31), (1, int.MinValue, -(1L << 32)), (1, int.MinValue, 1L << 32)),
        new("math", """
            return Math.Clamp(a, -5, 5) + Math.Sign(b) * 3 + (int)Math.Clamp(c, -100L, 100L) + Math.Sign(c) + int.Max(a, b) + int.Min(a, 3) + Math.Max((byte)a, (byte)b) + (int.IsNegative(a) ? 7 : 8);
            """),
        new("clamp of nothing", """
            return Math.Clamp(a, b, 5);
            """, (7, 3, 0), (7, 6, 0)),
        new("bit operations", """
            uint x = (uint)a; ulong y = (ulong)c; return BitOperations.PopCount(x) + BitOperations.LeadingZeroCount(x) * 3 + BitOperations.TrailingZeroCount(y) * 5 + BitOperations.LeadingZeroCount(y) + BitOperations.PopCount(y) + (int)BitOperations.RotateLeft(x, b) + (int)BitOperations.RotateRight(y, b) + BitOperations.Log2(x) + (BitOperations.IsPow2(a) ? 1 : 0) + BitOperations.TrailingZeroCount(b);
            """),
        new("network byte order", """
            return System.Net.IPAddress.HostToNetworkOrder(a) + System.Net.IPAddress.NetworkToHostOrder((short)b) + (int)System.Net.IPAddress.HostToNetworkOrder(c) + BinaryPrimitives.ReverseEndianness((ushort)a) + (int)(BinaryPrimitives.ReverseEndianness((ulong)c) >> 32);
            """),
        new("comparisons by method", """
            return a.CompareTo(b) + c.CompareTo(5L) * 3 + ((byte)a).CompareTo((byte)b) + (a.Equals(b) ? 10 : 20) + ((uint)a).CompareTo((uint)b) * 5;
            """),
        new("volatile and unsafe", """
            Volatile.Write(ref G, a); int n = Volatile.Read(ref G); long l = c; ref int low = ref Unsafe.As<long, int>(ref l); low = b; Unsafe.SkipInit(out int k); k = 3; return n + (int)l + (int)(l >> 32) + k + (Unsafe.AreSame(ref G, ref G) ? 1 : 0);
            ---
            public partial ref int G { get; }
            """),
    ];
}
