using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Language;

[BpfObject]
public sealed unsafe partial class ReferenceCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    private struct Pair { public int First; public long Second; }

    private struct Buffer { public fixed byte Bytes[8]; public fixed int Numbers[3]; }

    [SocketFilter] int RefLocals() { long x = A, y = B; ref long r = ref x; r += 5; r = ref y; r *= 2; Result = x + y * 3; return 0; }
    [SocketFilter] int RefToField() { Pair p = default; ref int f = ref p.First; f = (int)A; ref long s = ref p.Second; s = B; s += f; Result = p.First + p.Second; return 0; }
    [SocketFilter] int RefParameters() { long x = A, y = B; Swap(ref x, ref y); Add(ref x, y); Result = x * 3 + y; return 0; }
    [SocketFilter] int Pointers() { long x = A; long* p = &x; *p += B; *p ^= 0x55; Result = x + *p; return 0; }
    [SocketFilter] int PointerMembers() { Pair pair = default; Pair* p = &pair; p->First = (int)A; p->Second = B; (*p).First++; Result = pair.First + p->Second; return 0; }
    [SocketFilter] int PointerArithmetic()
    {
        Buffer b = default;
        int* start = b.Numbers;
        int* p = start;
        *p = (int)A;
        p++;
        *p = (int)B;
        *(p + 1) = 7;
        p[1] += 3;
        Result = start[0] + start[1] * 3L + start[2] * 5L + (p - start) * 1000;
        return 0;
    }
    [SocketFilter] int FixedBuffers() { Buffer b = default; b.Bytes[0] = (byte)A; b.Bytes[7] = (byte)B; b.Numbers[1] = (int)A; b.Numbers[1] -= 2; Result = b.Bytes[0] + b.Bytes[7] * 256 + b.Numbers[1]; return 0; }
    [SocketFilter] int PointersToHelpers() { long x = A, y = B; Multiply(&x, &y, 3); Result = x ^ y; return 0; }
    [SocketFilter] int NullPointers() { long x = A; long* p = A > 0 ? &x : null; Result = p == null ? 1 : 2; return 0; }
    [SocketFilter] int PointerCasts() { long x = A; int* p = (int*)&x; byte* b = (byte*)p; Result = *p + *(p + 1) * 3L + b[7]; return 0; }
    [SocketFilter] int GlobalReferences() { ref long r = ref Result; r = A; r += B; Touch(ref Result); return (int)r; }
    [SocketFilter] int LocalFunctionsCapture()
    {
        long total = A;
        void Add(long value) { total += value; }
        long Twice(long value) { Add(1); return value * 2; }
        Add(B);
        Add(Twice(3));
        Result = total;
        return 0;
    }
    [SocketFilter] int NamedAndOptionalArguments() { Result = Combine(c: (int)B, a: (int)A) + Combine((int)A, 2, 3) * 7L; return 0; }
    [SocketFilter] int ArgumentOrder() { int i = 0; Result = Combine(c: i++, a: i++, b: i++) * 10L + i + A; return 0; }
    [SocketFilter] int HelpersCallHelpers() { Result = Outer((int)A) - Outer((int)B); return 0; }
    [SocketFilter] int ExtensionMethods() { Result = A.Plus(B).Plus(1); return 0; }

    private static void Swap(ref long a, ref long b) { long t = a; a = b; b = t; }
    private static void Add(ref long a, in long b) => a += b;
    private static void Multiply(long* a, long* b, int by) { *a *= by; *b = *a - *b; }
    private static void Touch(ref long value) { value ^= 0xF0; }
    private static int Combine(int a, int b = 4, int c = 9) => a + b * 10 + c * 100;
    private static int Outer(int x) { int y = Middle(x); if (y > 50) return y; return Middle(y) + 1; }
    private static int Middle(int x) => Inner(x) + Inner(x + 1);
    private static int Inner(int x) { if ((x & 1) == 0) return x / 2; return x * 3 + 1; }
}

internal static class LongExtensions
{
    public static long Plus(this long value, long other) => value + other;
}

public sealed class ReferenceCasesTest : LanguageTest<ReferenceCases>
{
    protected override ReferenceCases Create(BpfHost host) => new(host);
}
