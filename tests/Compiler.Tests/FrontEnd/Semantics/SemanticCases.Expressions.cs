namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Expressions =
    [
        new("evaluation order", """
            int i = a & 3; int r = i++ + i++ * 10 + ++i * 100 - i-- * 3; return r * 10 + i;
            """),
        new("assign in expression", """
            int x, y; x = y = a; int z = (x += 3) * (y -= 2) + x - y; return z + (x = y) + x;
            """),
        new("read before write order", """
            int x = a; int r = x + (x = b) + x; x += (x = 5) + x; return r * 7 + x;
            """),
        new("array index eval order", """
            B z = default; int i = 0; z[i++] = i; z[i] = i++; z[i++] += i * 10; return z[0] + z[1] * 10 + z[2] * 100 + i * 10000;
            ---
            ---
            [InlineArray(4)] struct B { private int _x; }
            """),
        new("compound on all lvalues", """
            S s = new S { X = (byte)a, Y = (short)b }; S* p = &s; s.X += 250; s.Y -= 3; p->Y *= 2; p->Z ^= c; (*p).Z <<= 3; G.X++;
            G.Y--; ref short r = ref s.Y; r >>= 1; B z = default; z[1] |= 5; z[1] %= 3;
            return s.X + s.Y + (int)s.Z + G.X + G.Y + z[1];
            ---
            public partial ref S G { get; }
            ---
            struct S { public byte X; public short Y; public long Z; }
            [InlineArray(4)] struct B { private int _x; }
            """),
        new("compound checked or", """
            checked { sbyte x = (sbyte)-1; x &= (sbyte)b; byte y = (byte)1; y |= 2; return x + y; }
            """,
            (255, 3, 0)),
        new("postfix on byte wraps", """
            byte x = (byte)a; sbyte y = (sbyte)b; ushort z = 0; int r = x++ + ++x * 3 + y-- - z--; return r * 10 + x + y + z;
            """),
        new("char arithmetic", """
            char ch = (char)a; ch += (char)5; ch--; ch = (char)(ch * 2); return ch + (ch == 'x' ? 1 : 0);
            """),
        new("enum arithmetic", """
            E e = (E)a; e++; e |= E.B; E f = e + 3; int d = f - e; e ^= E.C;
            return (int)e * 10 + d + (int)(~f & E.C) + (e > f ? 1 : 0) + (e == E.B ? 5 : 0);
            ---
            ---
            enum E { A, B = 2, C = 8 }
            """),
        new("byte enum arithmetic", """
            E e = (E)a; e += 200; E f = e - 100; int d = e - f; e--; ulong u = (ulong)e;
            return (int)e * 10 + d + (int)(~f) + (e > f ? 1 : 0) + (int)u;
            ---
            ---
            enum E : byte { A, B = 2, C = 8 }
            """),
        new("sbyte long ulong enum", """
            E e = (E)(sbyte)a; L l = (L)c; U u = (U)c; e -= 3; l += 1; u |= U.B;
            return (int)e + (int)l + (int)u + (e < E.A ? 1 : 0) + (l < L.A ? 2 : 0) + (u < U.B ? 4 : 0) + (u == U.Big ? 8 : 0);
            ---
            ---
            enum E : sbyte { A, B = -2 }
            enum L : long { A, B = -2 }
            enum U : ulong { A, B = 5, Big = ulong.MaxValue }
            """),
        new("bool compound and stores", """
            bool x = a > 0; x &= b > 0; x |= c > 5; x ^= true; B z = default; z.F = x; z.F |= a < 0; bool y = z.F = b > 2;
            return (x ? 1 : 0) + (y ? 2 : 0) + (z.F ? 4 : 0);
            ---
            ---
            struct B { public bool F; }
            """),
        new("const expressions", """
            const int K = 5; const long L = 1L << 40;
            return a + K * 3 + (int)(L >> 38) + C + (int)E.B + int.MaxValue / 1000 + 'a' + (true ? 1 : 0);
            ---
            const int C = K2 * 2;
            const int K2 = 21;
            ---
            enum E { A, B = 9 }
            """),
        new("nested ternary side effects", """
            int n = 0; int F(int x) { n++; return x; } int r = F(a) > 0 ? F(1) + F(2) : F(3); return r * 10 + n;
            """),
        new("discards effects", """
            _ = F(a); _ = a / b; return N;
            ---
            int F(int x) { N += x; return N; }
            public partial ref int N { get; }
            """,
            (7, 0, 0), (7, 1, 0)),
        new("compare chain with conversions", """
            short s = (short)a; ushort u = (ushort)b; byte y = (byte)c;
            return (s < u ? 1 : 0) + (s > y ? 2 : 0) + ((long)s < (long)(ulong)u ? 4 : 0) + (y - u < 0 ? 8 : 0) + ((uint)(y - u) < 5 ? 16 : 0);
            """),
        new("uint const ops", """
            uint u = (uint)a; u /= 0xFFFFFFF0; u += 4000000000; u %= 3000000000u; ulong w = (ulong)c; w /= 0x8000000000000000;
            return (int)u + (int)w + (u > 2147483648 ? 1 : 0) + ((uint)a > 4294967290 ? 2 : 0);
            """),
        new("ulong const", """
            ulong x = (ulong)c;
            return (x == ulong.MaxValue - 1 ? 1 : 0) + (x >= 0x8000000000000000 ? 2 : 0) + (x < ulong.MaxValue ? 4 : 0) + (int)(x >> 60);
            """),
        new("shift counts", """
            return (1 << a) ^ (int)(1L << b >> 3) ^ (int)(1u << -1 >> 5) ^ ((byte)a << 3) ^ (a >> -1) ^ (int)(c >> 70) ^ (a >> 33);
            """),
        new("conversion chains", """
            return (int)(char)(short)(byte)a + (sbyte)(ushort)b + (int)(uint)(ushort)(short)c + (int)(long)(uint)a + (int)((ulong)(sbyte)b >> 33);
            """),
        new("native comparisons", """
            nint x = a; nuint y = (nuint)(ulong)c;
            return (x < b ? 1 : 0) + (y > 5 ? 2 : 0) + ((nint)c > x ? 4 : 0) + (x == a ? 8 : 0) + (int)(x % 5) + (int)(y / 3 % 100);
            """),
        new("small compound division", """
            sbyte s = (sbyte)a; short t = (short)a; s /= (sbyte)b; t %= (short)b; return s * 1000 + t;
            """,
            (-128, -1, 0), (100, 7, 0), (5, 0, 0)),
        new("checked small compound division", """
            checked { sbyte s = (sbyte)a; s /= (sbyte)b; return s; }
            """,
            (-128, -1, 0), (100, 7, 0)),
        new("small compound bits", """
            sbyte s = (sbyte)a; byte u = (byte)b; short t = (short)c; s >>= 1; s ^= 3; s |= 16; u >>>= 2; u |= 1; t &= 0xFF;
            t >>>= 1; t <<= 3; s >>>= 1; return s * 10000 + u * 100 + t;
            """),
        new("unsigned wrap", """
            uint u = (uint)a; ulong w = (ulong)c; ushort h = 0; u++; u -= 10; w--; h--; w += u;
            return (int)(u >> 3) ^ (int)(w >> 20) ^ h;
            """),
        new("checked unsigned decrement", """
            checked { uint u = (uint)a; u--; ulong w = u; w++; return (int)w; }
            """,
            (0, 0, 0), (1, 0, 0)),
        new("checked unsigned increment max", """
            checked { uint u = unchecked((uint)a); u++; return (int)u; }
            """,
            (-1, 0, 0)),
        new("checked enum increment", """
            checked { E e = (E)(byte)a; e++; return (int)e; }
            ---
            ---
            enum E : byte { A }
            """,
            (255, 0, 0), (3, 0, 0)),
        new("checked int to enum", """
            checked { E e = (E)(byte)a; e++; return (int)e; }
            ---
            ---
            enum E : byte { A }
            """),
        new("checked char", """
            checked { char x = (char)a; x++; return x; }
            """),
        new("checked does not reach into helpers", """
            checked { return F(a, b); }
            ---
            static int F(int x, int y) => x + y + int.MaxValue;
            """),
        new("checked block statement vs expr", """
            int r; checked { r = unchecked(a * b); } unchecked { r += checked((short)b); } return r;
            """),
        new("long min by minus one", """
            return (int)(c / a);
            """,
            (-1, 0, -9223372036854775808), (2, 0, -9223372036854775808)),
        new("long min remainder minus one", """
            return (int)(c % a);
            """,
            (-1, 0, -9223372036854775808), (-3, 0, -9223372036854775808)),
        new("math on small types", """
            return Math.Abs(a - b) + Math.Max((byte)a, (byte)b) + (int)Math.Min((ulong)c, 5UL) + Math.Min((sbyte)a, (sbyte)b) + Math.Max((short)a, (short)-5);
            """),
        new("const double", """
            const double Scale = 2.5; return (int)(Scale * 4);
            """),
        new("conditional as argument and receiver", """
            return F(a > 0 ? a : b, a > 0 && b > 0) + (a > b ? 1 : 2) * (b > 0 ? 3 : 4);
            ---
            static int F(int x, bool y) => y ? x : -x;
            """),
        new("bitfield like ops", """
            uint f = (uint)a; f |= 1u << 31; f &= ~(1u << 3); bool set = (f & (1u << 31)) != 0; f ^= f >> 16;
            f = (f << 5) | (f >> 27); return (int)(f & 0xFFFF) + (set ? 1 : 0);
            """),
        new("ulong shifts by byte", """
            byte n = (byte)b; ulong v = (ulong)c;
            return (int)(v >> n) + (int)((v << n) >> 40) + (int)(1ul << n >> 2) + (a >> n) + (a << (sbyte)-3);
            """),
        new("math on longs", """
            return (int)(Math.Abs(c) >> 3) + Math.Abs((short)b) + Math.Abs((sbyte)-5) + (int)Math.Min(c, (long)a) + (int)Math.Max((nint)a, (nint)b);
            """),
        new("smallest short", """
            return Math.Abs((short)b);
            """,
            (0, -32768, 5)),
    ];
}
