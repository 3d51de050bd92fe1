using System.Buffers.Binary;

namespace BpfSharp.Objects;

/// <summary>Writes a resolved CO-RE relocation into its instruction.</summary>
internal static class CorePatch
{
    const byte CallOpcode = 0x85;
    const byte LoadImmediateOpcode = 0x18;

    /// <summary>Patches the instruction at the start of <paramref name="code"/>.</summary>
    /// <returns>Null, or why it cannot be patched; the caller then poisons it.</returns>
    /// <exception cref="BpfObjectFormatException">The instruction is not what the relocation was made for.</exception>
    public static string? Apply(Span<byte> code, CoreResolution resolution, string section, int offset)
    {
        var (old, now) = (resolution.Old, resolution.New);
        byte opcode = code[0];
        switch (opcode & 7)
        {
            case 4 or 7: // ALU, 32 and 64 bits
                if ((opcode & 8) != 0) throw Fail("arithmetic between registers", section, offset);
                Check(old, (ulong)BinaryPrimitives.ReadInt32LittleEndian(code[4..]), section, offset);
                BinaryPrimitives.WriteUInt32LittleEndian(code[4..], (uint)now.Value);
                return null;
            case 1 or 2 or 3: // LDX, ST, STX
                Check(old, (ulong)BinaryPrimitives.ReadInt16LittleEndian(code[2..]), section, offset);
                return ApplyToAccess(code, resolution, section, offset);
            case 0 when IsPlainLoadImmediate(code):
                Check(old, BinaryPrimitives.ReadUInt32LittleEndian(code[4..]) | (ulong)BinaryPrimitives.ReadUInt32LittleEndian(code[12..]) << 32, section, offset);
                BinaryPrimitives.WriteUInt32LittleEndian(code[4..], (uint)now.Value);
                BinaryPrimitives.WriteUInt32LittleEndian(code[12..], (uint)(now.Value >> 32));
                return null;
            default:
                throw Fail("neither arithmetic with a constant nor a load or store", section, offset);
        }
    }

    static string? ApplyToAccess(Span<byte> code, CoreResolution resolution, string section, int offset)
    {
        var (old, now) = (resolution.Old, resolution.New);
        if (now.Value > (ulong)short.MaxValue) return $"The field is at offset {now.Value}, beyond the 32767 that a load instruction can reach.";
        if (resolution.SizesDiffer) return $"The field has {old.Size} bytes in the program's type and {now.Size} in the kernel's, and is neither a pointer nor unsigned in both.";
        if (old.Size != now.Size)
        {
            int? width = now.Size switch { 8 => 0x18, 4 => 0x00, 2 => 0x08, 1 => 0x10, _ => null };
            if (width is null) return $"The kernel's field has {now.Size} bytes, which no load can read.";
            uint has = (code[0] & 0x18) switch { 0x18 => 8, 0x00 => 4, 0x08 => 2, _ => 1u };
            if (has != old.Size) throw Fail($"a load of {has} bytes of a field of {old.Size}", section, offset);
            code[0] = (byte)(code[0] & ~0x18 | width.Value);
        }
        BinaryPrimitives.WriteInt16LittleEndian(code[2..], (short)now.Value);
        return null;
    }

    /// <summary>
    /// Makes the instruction a call of a helper that does not exist. Where it is dead code nobody minds; where it is
    /// not, the verifier refuses the program and names the helper.
    /// </summary>
    public static void Poison(Span<byte> code, int helper)
    {
        if (code[0] == LoadImmediateOpcode && code.Length >= 16) WriteCall(code[8..], helper); // both halves, or the rest is no instruction
        WriteCall(code, helper);
    }

    static void WriteCall(Span<byte> code, int helper)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(code, CallOpcode);
        BinaryPrimitives.WriteInt32LittleEndian(code[4..], helper);
    }

    static bool IsPlainLoadImmediate(ReadOnlySpan<byte> code)
        => code.Length >= 16 && code[0] == LoadImmediateOpcode && code[1] >> 4 == 0 && code[2..4].IndexOfAnyExcept((byte)0) < 0
        && code[8..12].IndexOfAnyExcept((byte)0) < 0;

    static void Check(CoreValue old, ulong has, string section, int offset)
    {
        if (old.IsExact && has != old.Value) throw Fail($"one with the value {(long)has}, where its types say {(long)old.Value}", section, offset);
    }

    static BpfObjectFormatException Fail(string what, string section, int offset)
        => new($"A CO-RE relocation is for an instruction that is {what}", section, offset, "The object is damaged, or its BTF is of another build: build it again.");
}
