namespace BpfSharp.Compiler.Tests.FrontEnd.Semantics;

partial class SemanticCases
{
    private static readonly SemanticCase[] Arithmetic =
    [
        new("add, subtract, multiply wrap", "return a + b * 3 - a * b;"),
        new("signed division", "return a / b;", (7, 3, 0), (-7, 3, 0), (7, -3, 0), (-7, -3, 0), (7, 0, 0), (int.MinValue, -1, 0), (int.MinValue, 1, 0)),
        new("signed remainder", "return a % b;", (7, 3, 0), (-7, 3, 0), (7, -3, 0), (-7, -3, 0), (7, 0, 0), (int.MinValue, int.MinValue, 0)),
        new("signed 64-bit division", "return (int)(c / a) + (int)(c % a);", (7, 0, 100), (-7, 0, 100), (-7, 0, -100), (0, 0, 5), (-1, 0, long.MinValue), (3, 0, long.MinValue)),
        new("division by constants", "return a / 8 + a / -8 * 10 + a / 10 * 100 + a % 16 * 3 + a % -5 + a / int.MinValue;", (1000, 0, 0), (-1000, 0, 0), (-7, 0, 0), (int.MinValue, 0, 0)),
        new("division by minus one", "return a / -1;", (5, 0, 0), (int.MinValue, 0, 0)),
        new("unsigned division", "return (int)((uint)a / (uint)b) + (int)((uint)a % (uint)b);", (7, 3, 0), (-7, 3, 0), (7, -3, 0), (7, 0, 0)),
        new("unsigned 64-bit division", "return (int)((ulong)c / (ulong)a % 1000);", (7, 0, -1), (-3, 0, -1), (0, 0, 1)),
        new("shifts left", "return (a << b) ^ (a << 33) ^ (int)(c << b) ^ (int)(c << 65 >> 3);", (1, 3, 5), (-1, 31, -5), (1, 32, 1), (1, -1, 1), (12345, 67, 1L << 33)),
        new("shifts right", "return (a >> b) ^ (int)(c >> b) ^ (a >>> b) ^ (int)(c >>> b) ^ (int)((uint)a >> b);", (1, 3, 5), (-1, 31, -5), (-100, 32, -7), (-1, -1, 1), (12345, 67, long.MinValue)),
        new("bit operations", "return (a & b | 5) ^ ~a ^ (int)(c & 0xFF00FF00FF | b);"),
        new("negation and complement", "return -a + ~b - (int)-c;"),
        new("unsigned negation is long", "uint u = (uint)a; long n = -u; return n < 0 ? (int)(n >> 4) : 1;"),
        new("small types promote to int", "byte x = (byte)a; sbyte y = (sbyte)b; return x * y + (x << 4) - (y >> 1);", (200, 100, 0), (255, -128, 0)),
        new("chars are numbers", "char x = (char)a; x++; return x + 'a' - (x > 'z' ? 1 : 0);", (65535, 0, 0), (97, 0, 0), (122, 0, 0)),
        new("native integers", "nint x = a; nuint y = (nuint)(uint)b; x <<= 33; return (int)(x >> 30) + (int)(y >> 1) + (x < 0 ? 1 : 0);"),
        new("mixed widths", "return (int)((a + c) ^ (uint)b + c);"),
        new("comparisons signed and unsigned", "return (a < b ? 1 : 0) + ((uint)a < (uint)b ? 2 : 0) + (c >= a ? 4 : 0) + ((ulong)c > (ulong)b ? 8 : 0) + (a == b ? 16 : 0) + (a != b ? 32 : 0);"),
        new("math", "return Math.Min(a, b) ^ Math.Max(a, b) ^ (int)Math.Min((uint)a, (uint)b) ^ (int)Math.Max(c, 3L) ^ Math.Abs(b);"),
        new("absolute value of the smallest number", "return Math.Abs(a);", (5, 0, 0), (-5, 0, 0), (int.MinValue, 0, 0)),
        new("checked addition", "return checked(a + b);", (1, 2, 0), (int.MaxValue, 1, 0), (int.MinValue, -1, 0), (-5, 5, 0)),
        new("checked subtraction", "return checked(a - b);", (1, 2, 0), (int.MaxValue, -1, 0), (int.MinValue, 1, 0), (0, int.MinValue, 0)),
        new("checked multiplication", "return checked(a * b);", (7, 6, 0), (-7, 6, 0), (65536, 65536, 0), (int.MinValue, -1, 0), (46341, 46341, 0)),
        new("checked unsigned", "checked { uint x = (uint)(a & 0x7FFFFFFF), y = (uint)(b & 0x7FFFFFFF); return (int)((x + y) & 0xFF) + (int)((x - y) & 0xFF) + (int)((x * y) & 0xFF); }", (9, 3, 0), (3, 9, 0), (-1, 2, 0), (0x10000, 0xFFFF, 0)),
        new("checked 64-bit", "checked { return (int)((c + a) >> 32) ^ (int)((c - b) & 0xFF); }", (1, 1, 5), (1, 0, long.MaxValue), (0, 1, long.MinValue), (-1, 0, long.MinValue)),
        new("checked negation", "return checked(-a);", (5, 0, 0), (int.MinValue, 0, 0)),
        new("checked conversions", "checked { byte x = (byte)a; sbyte y = (sbyte)b; uint z = (uint)c; return x + y + (int)(z & 0xFFFF); }", (255, 127, 5), (256, 0, 0), (-1, 0, 0), (0, 128, 0), (0, -129, 0), (1, 1, -1), (1, 1, 1L << 32)),
        new("checked conversions between signs", "checked { ulong u = (ulong)c; uint v = (uint)a; int w = (int)v; return (int)(u & 0xFF) + w + (int)(long)u; }", (1, 0, 5), (-1, 0, 5), (1, 0, -5), (1, 0, 1L << 40)),
        new("checked increments", "checked { byte x = (byte)a; x++; sbyte y = (sbyte)b; y--; return x + y; }", (1, 1, 0), (255, 0, 0), (0, -128, 0)),
        new("checked compound on a byte", "checked { byte x = (byte)a; x += (byte)b; x *= 2; return x; }", (1, 2, 0), (200, 100, 0), (100, 50, 0)),
        new("checked shifts do not throw", "checked { byte x = (byte)a; x <<= 4; int y = b; y <<= 31; return x + y; }", (255, 3, 0), (1, 2, 0)),
        new("unchecked in checked", "checked { return unchecked(a + b) ^ unchecked((byte)a); }", (int.MaxValue, int.MaxValue, 0)),
        new("conversions truncate", "return (byte)a + (sbyte)b + (short)c + (ushort)a + (int)(uint)b + (char)a + (int)c;", (0x12345678, -0x12345678, 0x123456789ABCDEF), (-1, -1, -1)),
        new("sign extension", "long x = a; ulong y = (ulong)a; ulong z = (uint)a; return (int)(x >> 32) ^ (int)(y >> 40) ^ (int)(z >> 28);", (-5, 0, 0), (5, 0, 0)),
        new("bool operators", "bool x = a > 0, y = b > 0; return (x & y ? 1 : 0) + (x | y ? 2 : 0) + (x ^ y ? 4 : 0) + (!x ? 8 : 0) + (x == y ? 16 : 0) + (x != y ? 32 : 0);", (1, 1, 0), (1, 0, 0), (0, 1, 0), (0, 0, 0)),
    ];
}
