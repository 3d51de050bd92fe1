namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Generics =
    [
        new("generic methods", """
            return Pick(a > b, a, b) * 3 + (int)Pick(b > 0, c, 5L) + Pick<byte>(true, (byte)a, 2) + Swap(a, b);
            ---
            static T Pick<T>(bool first, T x, T y) where T : unmanaged { T z = x; if (!first) z = y; return z; }
            static int Swap<T>(T x, T y) where T : unmanaged { Exchange(ref x, ref y); return x.Equals(y) ? 1 : 2; }
            static void Exchange<T>(ref T x, ref T y) where T : unmanaged { T z = x; x = y; y = z; }
            """),
        new("generic structs with methods", """
            P<int> p = new(a, b); P<long> q = new(c, 7); p.Add(5); q = q.Swapped(); P<P<int>> n = new(p, p.Swapped());
            return p.A * 3 + p.B + (int)q.A + n.B.A * 7 + n.First.B;
            ---
            ---
            struct P<T> where T : unmanaged
            {
                public T A, B; public P(T a, T b) { A = a; B = b; } public P<T> Swapped() => new P<T>(B, A);
                public readonly T First => A; public void Add(T x) { B = A; A = x; }
            }
            """),
        new("static abstract members", """
            return Twice<Small>(a) + Twice<Large>(b) + Sum<Small>(new Small { X = a }, default) + Small.Weight;
            ---
            static int Twice<T>(int x) where T : IScale => T.Scale(x) + T.Weight;
            static int Sum<T>(T x, T y) where T : struct, IScale, IAdd<T> => (x + y).Value() + T.Weight;
            ---
            interface IScale { static abstract int Scale(int x); static abstract int Weight { get; } int Value(); }
            interface IAdd<T> where T : IAdd<T> { static abstract T operator +(T a, T b); }
            struct Small : IScale, IAdd<Small>
            {
                public int X; public static int Scale(int x) => x * 2; public static int Weight => 3; public int Value() => X;
                public static Small operator +(Small a, Small b) => new Small { X = a.X + b.X + 1 };
            }
            struct Large : IScale { public static int Scale(int x) => x * 200; public static int Weight => 5; public int Value() => 9; }
            """),
        new("constrained interface calls", """
            Counter k = new Counter { N = a }; return Run(ref k, b) * 10 + k.N + Read(new Counter { N = 5 }) + Prop(k);
            ---
            static int Run<T>(ref T x, int by) where T : struct, ICounter { x.Step(by); x.Step(1); return x.Value; }
            static int Read<T>(in T x) where T : struct, ICounter => x.Value;
            static int Prop<T>(T x) where T : struct, ICounter { x.Value = 9; return x.Value; }
            ---
            interface ICounter { void Step(int by); int Value { get; set; } }
            struct Counter : ICounter { public int N; public void Step(int by) => N += by; public int Value { get => N * 2; set => N = value + 1; } }
            """),
        new("generic math over integers", """
            return Sum(a, b) + (int)Sum(c, 3L) + Sum<byte>(200, (byte)a) + Largest(a, b) + Bounded(a) + Order(a, b);
            ---
            static T Sum<T>(T x, T y) where T : unmanaged, System.Numerics.INumber<T> { T s = T.Zero; s += x; s = s + y * T.One; return s - x + y; }
            static T Largest<T>(T x, T y) where T : unmanaged, System.Numerics.INumber<T> => x > y ? x : y == x ? T.Zero : y;
            static int Bounded<T>(T x) where T : unmanaged, System.Numerics.IMinMaxValue<T>, IEquatable<T> => x.Equals(T.MaxValue) ? 1 : x.Equals(T.MinValue) ? 2 : 3;
            static int Order<T>(T x, T y) where T : IComparable<T> => x.CompareTo(y);
            """),
        new("generic default, sizeof and type tests", """
            return Size<long>() * 100 + Size<S>() + Kind<int>(a) + Kind<byte>(3) * 2 + Zero<S>().X;
            ---
            static int Size<T>() where T : unmanaged => sizeof(T) + Unsafe.SizeOf<T>();
            static int Kind<T>(T x) where T : unmanaged => x is int i ? i : x is byte ? 7 : 9;
            static T Zero<T>() where T : unmanaged => default;
            ---
            struct S { public int X; public long Y; }
            """),
        new("generic local functions", """
            return Id(a) + (int)Id(c) + Outer<short>((short)b);
            T Id<T>(T x) => x;
            ---
            static int Outer<T>(T x) where T : unmanaged { return Inner(x, 3); int Inner<U>(T y, U z) where U : unmanaged { T t = y; U u = z; return sizeof(T) * 10 + sizeof(U) + (t.Equals(x) ? 1 : 0) + (u.Equals(z) ? 2 : 0); } }
            """),
        new("nested generic types and statics", """
            Outer<byte>.Inner<int> i = new() { A = (byte)a, B = b }; return i.Sum(x: 3) + Outer<long>.Make(c).A.CompareTo(c) + Outer<int>.Inner<byte>.Size();
            ---
            ---
            unsafe struct Outer<T> where T : unmanaged
            {
                public struct Inner<U> where U : unmanaged { public T A; public U B; public int Sum(int x) => x + sizeof(T) + sizeof(U) + (A.Equals(default(T)) ? 0 : 1); public static int Size() => sizeof(Inner<U>); }
                public static Inner<T> Make(T x) => new Inner<T> { A = x, B = x };
            }
            """),
    ];
}
