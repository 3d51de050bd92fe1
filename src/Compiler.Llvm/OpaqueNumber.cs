using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>An empty instruction that returns its operand: behind it LLVM knows nothing of a number, while the verifier sees the same register.</summary>
internal static unsafe class OpaqueNumber
{
    public static LLVMTypeRef Signature(LLVMTypeRef number) => LLVM.FunctionType(number, &number, 1, 0);

    /// <param name="number">The number's type.</param>
    /// <param name="isPinned">Whether it stays where it is.</param>
    public static LLVMValueRef Make(LLVMTypeRef number, bool isPinned = false)
    {
        ReadOnlySpan<byte> constraints = "=r,0"u8;
        fixed (byte* text = "\0"u8, rules = constraints)
            return LLVM.GetInlineAsm(Signature(number), text, 0, rules, (nuint)constraints.Length, isPinned ? 1 : 0, 0, 0, 0);
    }
}
