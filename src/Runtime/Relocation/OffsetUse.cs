namespace BpfSharp.Objects;

/// <summary>
/// Where a relocated number is used. LLVM puts it into a register as early as it can, and gives that instruction no line of its own: the
/// line that a person wrote is that of the instruction which adds it to an address.
/// </summary>
internal static class OffsetUse
{
    const int Size = 8;
    const byte Load = 1, Store = 3, Alu32 = 4, Jump = 5, Jump32 = 6, Alu64 = 7;
    const byte FromRegister = 8, Move = 0xb0, Exit = 0x95, Call = 0x85;

    /// <summary>The number of instructions from the first to that use; 0 when the first is no such number or straight code does not lead to a use.</summary>
    public static int Find(ReadOnlySpan<byte> code)
    {
        if ((code[0] & 7) is not (Alu32 or Alu64) || (code[0] & 0xf8) != Move) return 0;
        int number = code[1] & 15;
        for (int at = Size; at + Size <= code.Length; at += Size)
        {
            byte opcode = code[at];
            int kind = opcode & 7, destination = code[at + 1] & 15, source = code[at + 1] >> 4;
            bool isRegister = kind is Load or Store || (kind is Alu32 or Alu64 or Jump or Jump32 && (opcode & FromRegister) != 0);
            if (isRegister && source == number) return at / Size;
            if (kind is Jump or Jump32 || opcode is Exit or Call) return 0;
            bool isWritten = kind is 0 or Load || (kind is Alu32 or Alu64 && (opcode & 0xf0) == Move);
            if (destination == number) return isWritten ? 0 : at / Size;
            if (opcode == 0x18) at += Size; // two long
        }
        return 0;
    }
}
