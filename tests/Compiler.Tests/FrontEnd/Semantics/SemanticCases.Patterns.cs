namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Patterns =
    [
        new("switch goto case chain", """
            int n = 0; switch (b) { case 1: n += 1; goto case 3; case 2: n += 2; break; case 3: n += 4; if (n > 20) break;
            n += a & 1; goto default; default: n += 8; goto case 2; case 4: return -1; } return n;
            """),
        new("switch evaluates once", """
            int n = 0; int F() { n++; return b; } switch (F()) { case 3: n += 10; break; case -1: n += 20; break; } return n;
            """),
        new("switch types", """
            int r = 0; switch ((byte)a) { case 7: r = 1; break; case 249: r = 2; break; case 0: r = 3; break;
            } switch (c) { case 11: r += 10; break; case -2: r += 20; break; case long.MinValue: r += 30; break;
            } switch (a > 0) { case true: r += 100; break; case false: r += 200; break;
            } switch ((char)b) { case '\u0003': r += 1000; break; case '\uffff': r += 2000; break;
            } switch ((uint)b) { case 0xFFFFFFFF: r += 10000; break; } return r;
            """),
        new("switch patterns", """
            switch (a) { case > 5 and < 8: return 1; case int x when x == b: return 2; case < 0 when b < 0: return 3;
            case < 0: return 4; default: return 5; }
            """),
        new("switch expression", """
            int r = a switch { 7 => 1, < -100 => 2, > 0 and < 10 => 3, -7 or -8 => 4, _ when b > 0 => 5, _ => 6 };
            return r * 10 + (c switch { 11L => 1, < 0 => 2, _ => 3 });
            """),
        new("switch expression no match", """
            return a switch { 1 => 5, 2 => 6 };
            """,
            (7, 1, 0), (1, 0, 0)),
        new("switch expression with when and variables", """
            return a switch { var x when x == b => x, int y and > 0 => y * 2, < 0 and var z => -z, _ => 9 };
            """),
        new("is patterns", """
            return (a is 7 ? 1 : 0) + (a is not 7 ? 2 : 0) + (a is > 0 and <= 10 ? 4 : 0) + (b is 3 or -1 ? 8 : 0) + (a is int x && x == b ? 16 : 0) + (c is var y && y > 3 ? 32 : 0) + ((byte)a is >= 200 ? 64 : 0) + ((uint)a is > 0x80000000 ? 128 : 0);
            """),
        new("is with bool and enum", """
            E e = (E)(a & 3);
            return (e is E.B or E.C ? 1 : 0) + (a > 0 is true ? 2 : 0) + (b > 0 is not false ? 4 : 0) + (e is > E.A and not E.C ? 8 : 0) + (c is long.MinValue ? 16 : 0);
            ---
            ---
            enum E { A, B, C }
            """),
        new("pattern with side effect", """
            int n = 0; int F() { n++; return a; } bool r = F() is > 3 and < 10 or -7; return n * 10 + (r ? 1 : 0);
            """),
        new("ushort switch", """
            switch ((ushort)a) { case 65529: return 1; case 7: return 2; default: return 3; }
            """),
        new("byte compare negative consts", """
            byte x = (byte)a; sbyte y = (sbyte)b;
            return (x == 249 ? 1 : 0) + (x > 127 ? 2 : 0) + (y < 0 ? 4 : 0) + (y == -1 ? 8 : 0) + (x is 249 or 7 ? 16 : 0);
            """),
        new("nested switch expression struct result", """
            S s = a switch { > 0 => b switch { > 0 => new S { X = 1, Y = a }, _ => new S { X = 2 } }, 0 => default, _ => F(b) };
            return s.X * 10 + s.Y;
            ---
            static S F(int x) => new S { X = x, Y = 3 }
            ;
            ---
            struct S { public int X, Y; }
            """),
    ];
}
