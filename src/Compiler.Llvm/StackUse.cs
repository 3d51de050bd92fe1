using System.Text;
using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>What a function keeps on its stack, to be named when that is too much.</summary>
internal static unsafe class StackUse
{
    const int MostNamed = 3;

    /// <summary>The largest variables of a function with their sizes: <c> The largest are 'buffer' (600 bytes) and 'key' (8 bytes).</c> Empty when it has none.</summary>
    public static string Describe(LLVMModuleRef module, LLVMTargetDataRef layout, string function)
    {
        List<(string Name, ulong Size)> found = [];
        for (var f = LLVM.GetFirstFunction(module); f.Handle != 0; f = LLVM.GetNextFunction(f))
        {
            if (NameOf(f) != function) continue;
            for (var block = LLVM.GetFirstBasicBlock(f); block.Handle != 0; block = LLVM.GetNextBasicBlock(block))
            for (var instruction = LLVM.GetFirstInstruction(block); instruction.Handle != 0; instruction = LLVM.GetNextInstruction(instruction))
            {
                if (LLVM.GetInstructionOpcode(instruction) == LLVMOpcode.LLVMAlloca)
                    found.Add((SourceName(NameOf(instruction)), LLVM.ABISizeOfType(layout, LLVM.GetAllocatedType(instruction))));
            }
        }
        string[] largest = [.. found.Where(static v => v.Name.Length > 0).OrderByDescending(static v => v.Size).Take(MostNamed).Select(static v => $"'{v.Name}' ({v.Size} bytes)")];
        return largest.Length switch
        {
            0 => "",
            1 => $" The largest is {largest[0]}.",
            _ => $" The largest are {string.Join(", ", largest[..^1])} and {largest[^1]}.",
        };
    }

    /// <summary>Without what the compiler and LLVM add to make names unique and to name parts: <c>buffer.3.sroa.0</c>.</summary>
    static string SourceName(string name) => name.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? name[..dot] : name;

    static string NameOf(LLVMValueRef value)
    {
        nuint length;
        sbyte* name = LLVM.GetValueName2(value, &length);
        return Encoding.UTF8.GetString((byte*)name, (int)length);
    }
}
