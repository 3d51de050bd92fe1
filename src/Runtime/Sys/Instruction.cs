using System.Runtime.InteropServices;

namespace BpfSharp.Sys;

/// <summary>A BPF instruction, for the few programs the runtime writes itself.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct Instruction(byte opcode, byte destination, byte source, short offset, int immediate)
{
    public readonly byte Opcode = opcode;
    public readonly byte Registers = (byte)(destination | (source << 4));
    public readonly short Offset = offset;
    public readonly int Immediate = immediate;

    public static Instruction MoveImmediate(byte register, int value) => new(0xb7, register, 0, 0, value);

    public static Instruction MoveRegister(byte destination, byte source) => new(0xbf, destination, source, 0, 0);

    public static Instruction Call(int helper) => new(0x85, 0, 0, 0, helper);

    public static Instruction StoreWide(byte address, short offset, int value) => new(0x7a, address, 0, offset, value);

    /// <summary>Atomic operation on 8 bytes.</summary>
    public static Instruction Atomic(byte address, short offset, byte source, int operation) => new(0xdb, address, source, offset, operation);

    /// <summary>Signed division, an instruction of cpu v4.</summary>
    public static Instruction SignedDivide(byte register, int divisor) => new(0x37, register, 0, 1, divisor);

    public static Instruction Exit() => new(0x95, 0, 0, 0, 0);
}
