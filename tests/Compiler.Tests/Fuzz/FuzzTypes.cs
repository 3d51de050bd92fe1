namespace BpfSharp.Compiler.Tests.Fuzz;

/// <summary>The types that random programs use, and what is around them.</summary>
internal static class FuzzTypes
{
    public static readonly string[] Integers = ["int", "uint", "long", "ulong", "byte", "sbyte", "short", "ushort"];
    public static readonly string[] Values = [.. Integers, "bool", "int?", "long?", "P", "R", "(int a, long b)", "E"];

    public static string? Literal(string type) => type switch
    {
        "bool" => "false",
        "int?" or "long?" or "P" or "(int a, long b)" or "E" => $"default({type})",
        "R" => "new R(0, 0)",
        _ when Integers.Contains(type) => $"({type})0",
        _ => null,
    };

    public const string Members = """
        static readonly int[] Table = [3, -1, 4, 1 << 20, 7, int.MinValue, 0, 255];
        static T Known<T>(T x) => x;
        static (int a, long b) Pair(int x, long y) => (x, y);
        static T Pick<T>(bool first, T x, T y) => first ? x : y;
        static T Step<T>(ref T x, T y) { T z = x; x = y; return z; }
        static int Twice(int x) { if ((x & 1) == 0) return x * 2; return x / 3; }
        static long Mix(in P p, int k) { long n = p.Y; for (int i = 0; i < 3; i++) n = n * 31 + (p.X ^ k); return n; }
        static bool TryHalf(int x, out int half) { half = x >> 1; return (x & 1) == 0; }
        static int? Positive(int x) { if (x > 0) return x; return null; }
        static P Moved(P p, int by) { p.X += by; p.Z++; return p; }
        static int Sum(ReadOnlySpan<int> s) { int n = 0; foreach (int x in s) n = n * 7 + x; return n; }
        static int Apply(int x, Func<int, int> f) => f(x) - f(1);
        """;

    public const string Types = """
        struct P { public int X; public long Y; public byte Z; public readonly int Both => X + (int)Y; public static P operator +(P a, P b) => new P { X = a.X + b.X, Y = a.Y - b.Y, Z = (byte)(a.Z ^ b.Z) }; }
        record struct R(short S, ulong U) { public readonly ulong Wide => U * 3 + (ulong)S; }
        [InlineArray(3)] public struct H3 { ushort _first; }
        [InlineArray(5)] public struct F5 { int _first; }
        [InlineArray(8)] public struct B8 { byte _first; }
        public struct K { public int Head; public H3 Items; public long Wide; public F5 More; public B8 Bytes; }
        enum E : short { None, One = 1, Many = 300, Minus = -5 }
        """;
}
