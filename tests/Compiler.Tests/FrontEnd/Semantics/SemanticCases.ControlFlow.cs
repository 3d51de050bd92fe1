namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] ControlFlow =
    [
        new("loops nested", """
            int s = 0; for (int i = 0; i < (a & 7); i++) { for (int j = 0; j < 5; j++) { if (j == 3) break;
            if ((i & 1) == 0) continue; s += i * j; } if (s > 100) break; } return s;
            """),
        new("while do", """
            int n = a & 15, s = 0; while (n > 0) { n--; if (n == 5) continue; s += n; } do { s++; n += 3; if (n > 8) break;
            } while (n < 12); return s * 100 + n;
            """),
        new("switch in loop continue", """
            int s = 0; for (int i = 0; i < 10; i++) { switch (i) { case 1: case 2: s += 10; break; case 3: continue;
            case 5: goto case 1; case 6: goto default; default: s += 1; break; } if (i == 8) break; s += 100; } return s + a;
            """),
        new("goto", """
            int i = 0, s = 0; again: s += i; i++; if (i < (a & 7)) goto again; if (b > 0) goto end; s += 1000; end: return s;
            """),
        new("goto out of nested loops", """
            int s = 0; for (int i = 0; i < 5; i++) for (int j = 0; j < 5; j++) { s++; if (i * j == (a & 7)) goto done; } s += 1000;
            done: return s;
            """),
        new("increments in conditions", """
            int i = 0, n = 0; while (i++ < (a & 7)) n += i; for (int j = 5; j-- > 0;) n += j * 10; return n * 10 + i;
            """),
        new("short circuit", """
            int n = 0; bool F(int x, bool r) { n = n * 10 + x; return r;
            } bool v = F(1, a > 0) && F(2, b > 0) || F(3, c > 0) && !F(4, a == b); if (F(5, a > 0) || F(6, true)) n++;
            return n * 2 + (v ? 1 : 0);
            """),
        new("conditional chain", """
            return a > 5 ? b > 2 ? 1 : 2 : a < 0 ? 3 : c > 0 ? 4 : 5;
            """),
        new("infinite loop with switch break", """
            int i = 0, s = 0; while (true) { i++; switch (i) { case 1: break; case 2: continue; default: if (i > 6) goto done;
            break; } s += i; } done: return s * 10 + i;
            """),
        new("do continue", """
            int i = 0, s = 0; do { i++; if ((i & 1) == 0) continue; s += i; } while (i < 7 && s < 100); return s + a;
            """),
        new("goto forward out of switch", """
            switch (b) { case 3: if (a > 0) goto found; break; default: return 1; } return 2; found: return 3;
            """),
        new("for with several variables", """
            int s = 0; for (int i = 0, j = 9; i < j; i++, j -= 2) s += i * j; int k = 3; for (; k < 6;) { k++; s += k;
            } return s + a;
            """),
        new("uint loop compare", """
            uint n = (uint)a & 15; int s = 0; for (uint i = n; i < n + 3; i++) s += (int)i; for (int i = 10; i >= 0; i -= 3) s ^= i;
            return s;
            """),
        new("long loop counters", """
            long t = 0; for (long i = 0; i < (c & 15); i++) t += i * i; for (uint u = 3; u < 7; u += 2) t += u;
            for (byte y = 250; y != 2; y++) t++; return (int)t;
            """),
        new("empty statements labels", """
            ; { } if (a > 0) ; else ; for (;;) { break; } unused: return a;
            """),
        new("goto into loop counter declared", """
            int i = 0; loop: { int k = i * 2; S s = new S { X = k }; s.Y++; i += s.Y; if (i < 5) goto loop; return i * 10 + k + s.Y;
            }
            ---
            ---
            struct S { public int X, Y; }
            """),
        new("struct uninit in loop", """
            int r = 0; for (int i = 0; i < 3; i++) { S s; s.X = i; s.Y = r; r += s.X + s.Y; S t = default; t.X += i; r += t.X;
            } return r + a;
            ---
            ---
            struct S { public int X, Y; }
            """),
        new("assignment in conditions", """
            int x; bool y; if ((x = a - 7) == 0 && (y = b > 0)) return y ? 10 : 20; while ((x >>= 1) > 3) { } return x;
            """),
        new("null coalescing bool chain", """
            bool x = a > 0, y = false; y = x && (y = b > 0) || (x = c > 0); return (x ? 1 : 0) + (y ? 2 : 0);
            """),
        new("goto across inlined helper labels", """
            return H(a & 31) + H(b & 7) + H(-3); static int H(int x) { again: if (x > 5) { x -= 3; goto again;
            } if (x < 0) goto neg; return x; neg: return -1; }
            """),
        new("continue in for with step effects", """
            int n = 0; for (int i = 0; i < 10; n += i, i++) { if (i % 3 == 0) continue; if (i > 7) break; n += 100; } return n + a;
            """),
        new("deep nesting of scopes and shadows", """
            int r = 0; for (int i = 0; i < 2; i++) { int k = i; for (int j = 0; j < 2; j++) { int m = k++ + j;
            switch (m) { case 0: { int q = 5; r += q; break; } case 1: { int q = 7; r += q * m; goto default;
            } default: { int q = m; r += q; break; } } } } return r;
            """),
        new("comparisons in loops unsigned", """
            int n = 0; for (uint i = 5; i >= 1; i--) n += (int)i; for (byte i = 3; i < 250; i += 100) n++;
            for (int i = -3; i < 0; i++) n -= i; for (long i = int.MaxValue; i <= (long)int.MaxValue + 2; i++) n++; return n + a;
            """),
    ];
}
