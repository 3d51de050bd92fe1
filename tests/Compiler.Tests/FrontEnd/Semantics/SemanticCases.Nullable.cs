namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Nullables =
    [
        new("nullable values", """
            int? x = a > 0 ? a : null; int? y = x; int n = x.HasValue ? x.Value : -1; y ??= b; x = null; long? w = y; return n + y.Value * 3 + (x is null ? 100 : 200) + (int)(w ?? 5) + x.GetValueOrDefault(9) + y.GetValueOrDefault();
            """),
        new("nullable without value", """
            int? x = a > 0 ? a : null; return x.Value;
            """),
        new("cast of a nullable without value", """
            int? x = a > 0 ? a : null; return (int)x + (int)(long)x;
            """),
        new("lifted operators", """
            int? x = a > 0 ? a : null, y = b; int? s = x + y, d = x * 2, m = -x; bool? t = x > 0; int? z = s is not null ? s / y : null; x++; y += x; long? w = x + c;
            return (s ?? 1) + (d ?? 2) * 3 + (m ?? 3) * 5 + (t == true ? 7 : 0) + (z ?? 4) + (x ?? 6) * 11 + (y ?? 8) + (int)(w ?? 10);
            """),
        new("lifted comparisons", """
            int? x = a > 0 ? a : null, y = b > 0 ? b : null, z = null; return (x == y ? 1 : 0) + (x != y ? 2 : 0) + (x < y ? 4 : 0) + (x >= y ? 8 : 0) + (x == z ? 16 : 0) + (z == null ? 32 : 0) + (x != null ? 64 : 0) + (null == y ? 128 : 0) + (x == 7 ? 256 : 0) + (z > 0 ? 512 : 0);
            """, (7, 3, 0), (3, 3, 0), (-1, 3, 0), (5, -1, 0), (-1, -1, 0)),
        new("three-valued logic", """
            bool? x = a switch { 0 => null, 1 => true, _ => false }, y = b switch { 0 => null, 1 => true, _ => false }; bool? and = x & y, or = x | y, xor = x ^ y, not = !x;
            int V(bool? v) => v is null ? 0 : v.Value ? 1 : 2; return V(and) + V(or) * 3 + V(xor) * 9 + V(not) * 27;
            """, (0, 0, 0), (0, 1, 0), (0, 2, 0), (1, 0, 0), (1, 1, 0), (1, 2, 0), (2, 0, 0), (2, 1, 0), (2, 2, 0)),
        new("nullable patterns", """
            int? x = a > 0 ? a : null; return (x is null ? 1 : 0) + (x is not null ? 2 : 0) + (x is 7 ? 4 : 0) + (x is > 5 ? 8 : 0) + (x is int v ? v * 16 : 0) + (x is { } w ? w : 0) + x switch { null => 1000, 7 => 2000, var q when q > 2 => 3000, _ => 4000 };
            """),
        new("nullable structs", """
            S? s = a > 0 ? new S { X = a, Y = b } : null; S? t = s; int n = s?.X ?? -1; n += s?.Sum() ?? -2; if (t is { X: > 3, Y: var y }) n += y * 100; s = null; return n + (t ?? default).Y + (s.HasValue ? 1 : 2) + (t?.Y > 0 ? 5 : 6);
            ---
            ---
            struct S { public int X, Y; public readonly int Sum() => X + Y; }
            """),
        new("nullable switch", """
            int? x = a > 0 ? a : null; switch (x) { case null: return 1; case 7: return 2; case > 5 when b > 0: return 3; default: return 4; }
            """, (0, 0, 0), (7, 0, 0), (9, 1, 0), (9, 0, 0), (2, 1, 0)),
        new("nullable parameters and results", """
            return (Find(a) ?? 100) + (Find(b) ?? 200) + Or(null, 3) + Or(a, 4) + (Twice(Find(3)) ?? 7);
            ---
            static int? Find(int x) { if (x < 0) return null; return x * 2; }
            static int Or(int? x, int y) => x ?? y; static long? Twice(int? x) => x * 2L;
            """.Replace("(Twice(Find(3)) ?? 7)", "(int)(Twice(Find(3)) ?? 7)")),
        new("lifted user operators", """
            S? x = a > 0 ? new S { X = a } : null, y = new S { X = b }; S? z = x + y; S? m = -x; return (z?.X ?? 1) + (m?.X ?? 2) * 3 + (x == y ? 5 : 6) + (x != null ? 7 : 8);
            ---
            ---
            struct S { public int X; public static S operator +(S a, S b) => new S { X = a.X + b.X }; public static S operator -(S a) => new S { X = -a.X }; public static bool operator ==(S a, S b) => a.X == b.X; public static bool operator !=(S a, S b) => a.X != b.X; public override bool Equals(object? o) => false; public override int GetHashCode() => 0; }
            """),
        new("nullable globals and maps", """
            G.N = a > 0 ? b : null; Map[0] = G; S s = Map[0]; return (Map[0].N ?? 5) + (G.N.HasValue ? 1 : 0) + (s.N ?? 7);
            ---
            public partial ref S G { get; } [BpfMap(MaxEntries = 2)] public partial ArrayMap<S> Map { get; } [SocketFilter] int After() => G.N ?? -7;
            ---
            struct S { public byte B; public long? L; public int? N; }
            """),
    ];
}
