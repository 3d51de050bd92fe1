namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Memory =
    [
        new("pointers", """
            int x = a, y = b; int* p = &x; *p += 5; p = &y; (*p)++; long l = c; int* q = (int*)&l; int hi = q[1], lo = *q;
            *(q + 1) = 3; byte* z = (byte*)&l; z[0] = 9; S s = default; S* t = &s; t->A = x; t->B[2] = (byte)y; int* u = &t->A;
            return x + y + hi + lo + (int)l + (int)(l >> 32) + s.A + s.B[2] + *u + (int)((byte*)(q + 1) - z) + (int)((q + 1) - q);
            ---
            ---
            unsafe struct S { public int A; public fixed byte B[8]; }
            """),
        new("pointer increments", """
            B z = default; for (int i = 0; i < 4; i++) z[i] = a + i; int* p = (int*)&z; int r = *p++ * 10; r += *++p * 100; p--;
            *p += 5; *p++ = *p + 1; p += 1; p -= 2; return r + *p + (int)(p - (int*)&z) + (p > (int*)&z ? 1000 : 0) + z[1] * 3;
            ---
            ---
            [InlineArray(4)] struct B { private int _x; }
            """),
        new("fixed buffer as pointer 2", """
            S s = default; s.D[0] = 200; s.D[8] = (byte)a; byte* p = s.D; byte* q = s.D + 8;
            return p[0] + *q + (p == null ? 1 : 0) + (int)(q - p);
            ---
            ---
            unsafe struct S { public fixed byte D[16]; }
            """),
        new("fixed buffer in helper", """
            S s = default; Fill(s.D, a); return s.D[0] + s.D[3] + Sum(&s);
            ---
            static void Fill(byte* p, int v) { for (int i = 0; i < 4; i++) p[i] = (byte)(v + i); }
            static int Sum(S* s) { int r = 0; for (int i = 0; i < 4; i++) r += s->D[i]; return r; }
            ---
            unsafe struct S { public fixed byte D[16]; }
            """),
        new("inline array bounds", """
            B z = default; z[a] = b; z[0] += 2; return z[a] + z[0] * 10;
            ---
            ---
            [InlineArray(4)] struct B { private int _x; }
            """,
            (0, 1, 0), (3, 5, 0), (4, 0, 0), (-1, 0, 0)),
        new("inline array loop", """
            B z = default; for (int i = 0; i < 8; i++) z[i] = (short)(i * a); int s = 0; for (int i = 7; i >= 0; i--) s += z[i] ^ i;
            B y = z; y[0] = 9; return s + z[0] + y[0];
            ---
            ---
            [InlineArray(8)] struct B { private short _x; }
            """),
        new("inline array of structs", """
            B z = default; z[1].X = a; z[1].Y = b; S s = z[1]; z[2] = s; z[2].X++;
            return z[1].X + z[2].X * 3 + z[2].Y * 5 + z[a & 3].X;
            ---
            ---
            struct S { public int X, Y, Z; }
            [InlineArray(4)] struct B { private S _x; }
            """),
        new("explicit layout union", """
            U u = default; u.L = c; u.I = a; u.B0++; return (int)(u.L >> 32) + u.I + u.B0 + u.Hi;
            ---
            ---
            [StructLayout(LayoutKind.Explicit)] struct U
            {
                [FieldOffset(0)] public long L; [FieldOffset(0)] public int I; [FieldOffset(0)] public byte B0;
                [FieldOffset(4)] public int Hi;
            }
            """),
        new("nested inline arrays", """
            M m = default; m[1][2] = a; m[a & 1][b & 3] += 5; M n = m; n[1][2]++; return m[1][2] * 10 + n[1][2] + m[0][3];
            ---
            ---
            [InlineArray(4)] struct R { private int _x; }
            [InlineArray(2)] struct M { private R _x; }
            """),
    ];
}
