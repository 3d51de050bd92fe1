namespace BpfSharp.Integration.Language;

[BpfObject]
public sealed partial class ConversionCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    [SocketFilter] int ToSByte() { Result = (sbyte)A + (sbyte)(ulong)A + (sbyte)(int)B; return 0; }
    [SocketFilter] int ToByte() { Result = (byte)A + (byte)(int)B + (byte)(sbyte)B; return 0; }
    [SocketFilter] int ToShort() { Result = (short)A + (short)(byte)B + (short)(uint)B; return 0; }
    [SocketFilter] int ToUShort() { Result = (ushort)A + (ushort)(sbyte)B; return 0; }
    [SocketFilter] int ToInt() { Result = (int)A + (long)(int)(uint)B + (int)(sbyte)A; return 0; }
    [SocketFilter] int ToUInt() { Result = (uint)A + (long)(uint)(int)B + (uint)(short)A; return 0; }
    [SocketFilter] int ToLong() { Result = (long)(int)A + (long)(uint)A + (long)(sbyte)B + (byte)B; return 0; }
    [SocketFilter] int ToULong() { Result = (long)((ulong)(int)A ^ (ulong)(uint)A ^ (ulong)(sbyte)B); return 0; }
    [SocketFilter] int ToChar() { Result = (char)A + (char)(sbyte)B; return 0; }
    [SocketFilter] int Chain() { Result = (long)(ulong)(uint)(int)(short)(byte)(sbyte)A; return 0; }
    [SocketFilter] int CheckedNarrowing() { Result = checked((int)A); return 0; }
    [SocketFilter] int CheckedToByte() { Result = checked((byte)A); return 0; }
    [SocketFilter] int CheckedToSByte() { Result = checked((sbyte)(int)A); return 0; }
    [SocketFilter] int CheckedToUInt() { Result = checked((uint)A); return 0; }
    [SocketFilter] int CheckedToULong() { Result = checked((long)((ulong)A >> 1)); return 0; }
    [SocketFilter] int CheckedFromULong() { Result = checked((long)(ulong)A); return 0; }
    [SocketFilter] int CheckedFromUnsigned() { Result = checked((int)(uint)A) + checked((short)(ushort)B); return 0; }
    [SocketFilter] int CheckedAddInt() { Result = checked((int)A + (int)B); return 0; }
    [SocketFilter] int CheckedAddLong() { Result = checked(A + B); return 0; }
    [SocketFilter] int CheckedAddUInt() { Result = checked((uint)A + (uint)B); return 0; }
    [SocketFilter] int CheckedAddULong() { Result = (long)checked((ulong)A + (ulong)B); return 0; }
    [SocketFilter] int CheckedSubtractInt() { Result = checked((int)A - (int)B); return 0; }
    [SocketFilter] int CheckedSubtractLong() { Result = checked(A - B); return 0; }
    [SocketFilter] int CheckedSubtractUInt() { Result = checked((uint)A - (uint)B); return 0; }
    [SocketFilter] int CheckedMultiplyInt() { Result = checked((int)A * (int)B); return 0; }
    [SocketFilter] int CheckedMultiplyUInt() { Result = checked((uint)A * (uint)B); return 0; }
    [SocketFilter] int CheckedNegate() { Result = checked(-A) + checked(-(int)B); return 0; }
    [SocketFilter] int CheckedIncrements()
    {
        checked
        {
            int i = (int)A;
            byte b = (byte)(B & 0xFF);
            i++;
            b--;
            Result = i + b;
        }
        return 0;
    }
    [SocketFilter] int CheckedCompound() { checked { byte b = 100; b += (byte)(A & 0xFF); Result = b; } return 0; }
    [SocketFilter] int UncheckedInsideChecked() { checked { Result = unchecked((int)A * 31 + (int)B); } return 0; }
    [SocketFilter] int Enums()
    {
        Narrow n = (Narrow)A;
        Wide w = (Wide)B;
        Result = (int)n + (long)w + (n == Narrow.Two ? 100 : 0) + ((w & Wide.High) != 0 ? 1000 : 0) + (long)(n + 1) + (int)(Narrow)w;
        return 0;
    }

    private enum Narrow : sbyte { One = 1, Two = 2 }

    [Flags]
    private enum Wide : ulong { None = 0, High = 1UL << 40 }
}

public sealed class ConversionCasesTest : LanguageTest<ConversionCases>
{
    protected override ConversionCases Create(BpfHost host) => new(host);
}
