namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Ranges =
    [
        new("a range", """
            long sum = c; foreach (int i in Bpf.Range(0, a & 255)) sum = sum * 3 + i; foreach (var i in Bpf.Range(-3, 4)) sum ^= i; return (int)sum;
            """),
        new("break and continue in a range", """
            int sum = 0; foreach (int i in Bpf.Range(b, 100)) { if ((i & 1) == 0) continue; if (sum > a) break; sum += i; } return sum;
            """, (7, 3, 0), (500, -5, 0), (-1, 100, 0), (3, 0, 0)),
        new("returning from a range", """
            int found = Find(a); return found * 3 + Find(b);
            ---
            static int Find(int x) { foreach (int i in Bpf.Range(0, 64)) { if (i * 7 == x) return i; } return -1; }
            """, (7, 3, 0), (14, 63, 0), (0, 441, 0)),
        new("ranges in ranges", """
            long sum = 0; foreach (int i in Bpf.Range(0, a & 7)) { foreach (int j in Bpf.Range(i, 8)) { if (j == b) break; sum += i * j + c; } sum ^= i; } return (int)sum;
            """),
        new("bounds of a range", """
            int n = 0; foreach (int i in Bpf.Range(a, b)) { n++; if (n == 20) break; } return n;
            """, (0, 0, 0), (0, 1, 0), (1, 0, 0), (0, 8388608, 0), (0, 8388609, 0), (int.MinValue, int.MaxValue, 0), (-5, 5, 0)),
        new("a trap in a range ends it", """
            Left = 0; try { int sum = 0; foreach (int i in Bpf.Range(0, 10)) { sum += 100 / (i - a); Left++; } return sum; } finally { Left += 100; }
            ---
            public partial ref int Left { get; }
            [SocketFilter] int After() => Left;
            """, (20, 0, 0), (5, 0, 0), (0, 0, 0)),
        new("a range in a function of its own", """
            return Sum(a & 63, b) + Sum(3, a);
            ---
            [BpfFunction] static int Sum(int n, int by) { int sum = 0; foreach (int i in Bpf.Range(0, n)) sum += i * by / (by | 1); return sum; }
            """),
        new("bounds of a range by name", """
            int n = 0; foreach (int i in Bpf.Range(end: (a & 7) + 9, start: b & 3)) n = n * 3 + i; return n;
            """),
    ];
}
