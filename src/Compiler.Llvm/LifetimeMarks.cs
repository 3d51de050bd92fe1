using BpfSharp.Compiler.Llvm.Interop;

namespace BpfSharp.Compiler.Llvm;

/// <summary>Puts LLVM's lifetime intrinsics into a module (<see href="https://llvm.org/docs/LangRef.html#memory-use-markers"/>).</summary>
internal sealed unsafe class LifetimeMarks(LLVMContextRef context, LLVMModuleRef module, LLVMBuilderRef builder, LLVMTargetDataRef layout)
{
    public void Begin(LLVMValueRef variable, LLVMValueRef before) => Insert("llvm.lifetime.start"u8, variable, before);

    public void End(LLVMValueRef variable, LLVMValueRef before) => Insert("llvm.lifetime.end"u8, variable, before);

    /// <summary>In bytes.</summary>
    public ulong SizeOf(LLVMValueRef variable) => LLVM.ABISizeOfType(layout, LLVM.GetAllocatedType(variable));

    private void Insert(ReadOnlySpan<byte> name, LLVMValueRef variable, LLVMValueRef before)
    {
        uint id;
        fixed (byte* text = name)
            id = LLVM.LookupIntrinsicID(text, (nuint)name.Length);
        LLVMTypeRef pointer = LLVM.TypeOf(variable);
        LLVMValueRef intrinsic = LLVM.GetIntrinsicDeclaration(module, id, &pointer, 1);
        LLVMTypeRef type = LLVM.GlobalGetValueType(intrinsic);
        // The size goes first up to LLVM 21; from 22 on it is the variable's.
        LLVMValueRef* arguments = stackalloc[] { LLVM.ConstInt(LLVM.Int64TypeInContext(context), SizeOf(variable), 0), variable };
        uint count = LLVM.CountParamTypes(type);
        LLVM.PositionBuilderBefore(builder, before);
        fixed (byte* none = "\0"u8)
            LLVM.BuildCall2(builder, type, intrinsic, count == 2 ? arguments : arguments + 1, count, none);
    }
}
