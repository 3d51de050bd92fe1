using System.Buffers.Binary;
using System.Globalization;
using BpfSharp.Objects;

namespace BpfSharp;

/// <summary>
/// How much of the stack each function of a program uses, from its instructions: what the verifier adds up when it says that calls need too
/// much together, which its log does not tell.
/// </summary>
internal static class StackDepths
{
    private const int InstructionSize = 8, FramePointer = 10, Registers = 11;
    private const byte ClassMask = 7, Load = 1, StoreImmediate = 2, Store = 3, Move = 0xbf, AddImmediate = 0x07;

    /// <summary><c>'Run' keeps 320 bytes on the stack, 'Parse' 264.</c> Empty when none keeps any.</summary>
    public static string Describe(LinkedProgram program)
    {
        List<string> parts = [];
        for (int index = 0; index < program.Functions.Count; index++)
        {
            int start = program.Functions[index].Start, end = index + 1 < program.Functions.Count ? program.Functions[index + 1].Start : program.Instructions.Length / InstructionSize;
            if (Of(program.Instructions.AsSpan(start * InstructionSize, (end - start) * InstructionSize)) is > 0 and var depth)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"'{program.Functions[index].Name}' {(parts.Count == 0 ? $"keeps {depth} bytes on the stack" : depth)}"));
        }

        return parts.Count == 0 ? "" : string.Join(", ", parts) + ".";
    }

    private static int Of(ReadOnlySpan<byte> code)
    {
        int depth = 0;
        // Which registers hold the frame's address, straight from r10: addresses of variables are made just before they are used.
        Span<bool> isFrame = stackalloc bool[Registers];
        for (int at = 0; at + InstructionSize <= code.Length; at += InstructionSize)
        {
            byte operation = code[at];
            int target = code[at + 1] & 0xf, source = code[at + 1] >> 4;
            short offset = BinaryPrimitives.ReadInt16LittleEndian(code[(at + 2)..]);
            int immediate = BinaryPrimitives.ReadInt32LittleEndian(code[(at + 4)..]);
            int address = (operation & ClassMask) switch { Load => source, StoreImmediate or Store => target, _ => -1 };
            if (address == FramePointer)
                depth = Math.Max(depth, -offset);
            else if (operation == AddImmediate && target < Registers && isFrame[target])
                depth = Math.Max(depth, -immediate);
            if (address != target && target < FramePointer)
                isFrame[target] = operation == Move && source == FramePointer;
        }

        return depth;
    }
}
