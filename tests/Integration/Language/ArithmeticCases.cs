namespace BpfSharp.Integration.Language;

[BpfObject]
public sealed partial class ArithmeticCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    [SocketFilter] int AddInt() { Result = (int)A + (int)B; return 0; }
    [SocketFilter] int AddLong() { Result = A + B; return 0; }
    [SocketFilter] int AddUInt() { Result = (uint)A + (uint)B; return 0; }
    [SocketFilter] int AddULong() { Result = (long)((ulong)A + (ulong)B); return 0; }
    [SocketFilter] int SubtractInt() { Result = (int)A - (int)B; return 0; }
    [SocketFilter] int SubtractUInt() { Result = (uint)A - (uint)B; return 0; }
    [SocketFilter] int SubtractLong() { Result = A - B; return 0; }
    [SocketFilter] int MultiplyInt() { Result = (int)A * (int)B; return 0; }
    [SocketFilter] int MultiplyUInt() { Result = (uint)A * (uint)B; return 0; }
    [SocketFilter] int MultiplyLong() { Result = A * B; return 0; }
    [SocketFilter] int DivideInt() { Result = (int)A / (int)B; return 0; }
    [SocketFilter] int DivideUInt() { Result = (uint)A / (uint)B; return 0; }
    [SocketFilter] int DivideLong() { Result = A / B; return 0; }
    [SocketFilter] int DivideULong() { Result = (long)((ulong)A / (ulong)B); return 0; }
    [SocketFilter] int RemainderInt() { Result = (int)A % (int)B; return 0; }
    [SocketFilter] int RemainderUInt() { Result = (uint)A % (uint)B; return 0; }
    [SocketFilter] int RemainderLong() { Result = A % B; return 0; }
    [SocketFilter] int RemainderULong() { Result = (long)((ulong)A % (ulong)B); return 0; }
    [SocketFilter] int DivideByConstants() { Result = A / 10 + A / -7 + A / 8 + A % 16 + A % -3 + (int)A / 1000 + (int)B / -1024 + (uint)A / 10; return 0; }
    [SocketFilter] int DivideByMinusOne() { Result = A / -1; return 0; }
    [SocketFilter] int DivideNarrow() { Result = (sbyte)A / 3 + (short)B % 5 + (byte)A / 7; return 0; }
    [SocketFilter] int Negate() { Result = -A ^ -(int)B; return 0; }
    [SocketFilter] int BitwiseInt() { Result = ((int)A & (int)B) + ((int)A | (int)B) + ((int)A ^ (int)B) + ~(int)A; return 0; }
    [SocketFilter] int BitwiseLong() { Result = (A & B) + (A | B) + (A ^ B) + ~A; return 0; }
    [SocketFilter] int ShiftInt() { Result = ((int)A << (int)B) ^ ((int)A >> (int)B) ^ ((int)A >>> (int)B); return 0; }
    [SocketFilter] int ShiftUInt() { Result = ((uint)A << (int)B) ^ ((uint)A >> (int)B); return 0; }
    [SocketFilter] int ShiftLong() { Result = (A << (int)B) ^ (A >> (int)B) ^ (A >>> (int)B); return 0; }
    [SocketFilter] int ShiftNarrow() { Result = ((byte)A << (int)B) ^ ((sbyte)A >> (int)B) ^ ((short)A >>> 3); return 0; }
    [SocketFilter] int ShiftByConstants() { Result = (A << 3) + (A >> 63) + ((int)A >> 31) + ((int)B << 33) + (long)((ulong)B >> 1); return 0; }
    [SocketFilter] int Increments()
    {
        long a = A;
        byte b = (byte)B;
        short s = (short)A;
        long sum = a++ + ++a - a-- - --a;
        sum = sum * 31 + b++ + ++b;
        sum = sum * 31 + s-- - --s;
        Result = sum + a + b + s;
        return 0;
    }
    [SocketFilter] int CompoundAssignments()
    {
        int i = (int)A;
        i += 5; i -= (int)B; i *= 3; i ^= 0x55; i |= 8; i &= ~2; i <<= 3; i >>= 1; i >>>= 2;
        byte b = (byte)A;
        b += 200; b *= 3; b <<= 2; b >>= 1; b ^= (byte)B;
        sbyte c = (sbyte)B;
        c -= 100; c >>= 1; c |= 1;
        ulong u = (ulong)A;
        u += 3; u %= 1000; u /= 7;
        Result = i + b + c + (long)u;
        return 0;
    }
    [SocketFilter] int CompoundAssignmentsToGlobals() { Result += A; Result -= B; Result ^= 0xFF; Result <<= 2; return (int)Result; }
    [SocketFilter] int Constants()
    {
        const long big = 0x7FFF_FFFF_FFFF_FFFF;
        const uint mask = 0xFFFF_0000;
        Result = (A & big) + (B & mask) + int.MinValue + uint.MaxValue + 'x' + sizeof(long);
        return 0;
    }
    [SocketFilter] int MinMaxAbs() { Result = Math.Min(A, B) ^ Math.Max(A, B) ^ Math.Min((uint)A, (uint)B) ^ Math.Max((int)A, (int)B) ^ Math.Min((byte)A, (byte)B); return 0; }
    [SocketFilter] int Abs() { Result = Math.Abs(A) + Math.Abs((int)B); return 0; }
    [SocketFilter] int NativeIntegers() { nint n = (nint)A; nuint u = (nuint)B; Result = n * 3 + (long)(u >> 5); return 0; }
    [SocketFilter] int Chars() { char c = (char)A; c++; Result = c + (char)B; return 0; }
    [SocketFilter] int Booleans() { bool a = A > B, b = A == 1; Result = ((a & b) ? 1 : 0) + ((a | b) ? 2 : 0) + ((a ^ b) ? 4 : 0) + (!a ? 8 : 0) + (a == b ? 16 : 0) + (a != b ? 32 : 0); return 0; }
    [SocketFilter] int ReturnsItsValue() => (int)(A + B);
    [SocketFilter] void ReturnsNothing() => Result = A;
}

public sealed class ArithmeticCasesTest : LanguageTest<ArithmeticCases>
{
    protected override ArithmeticCases Create(BpfHost host) => new(host);
}
