using System.Runtime.InteropServices;

namespace BpfSharp.Compiler.Llvm.Interop;

/// <summary>Looking at instructions and putting others before them.</summary>
internal static unsafe partial class LLVM
{
    [LibraryImport(Library, EntryPoint = "LLVMIsAGetElementPtrInst")] internal static partial LLVMValueRef IsAGetElementPtrInst(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMIsAAllocaInst")] internal static partial LLVMValueRef IsAAllocaInst(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMGetAlignment")] internal static partial uint GetAlignment(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMReplaceAllUsesWith")] internal static partial void ReplaceAllUsesWith(LLVMValueRef value, LLVMValueRef other);
    [LibraryImport(Library, EntryPoint = "LLVMInstructionEraseFromParent")] internal static partial void InstructionEraseFromParent(LLVMValueRef instruction);
    [LibraryImport(Library, EntryPoint = "LLVMIsAGlobalVariable")] internal static partial LLVMValueRef IsAGlobalVariable(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMIsConstant")] internal static partial int IsConstant(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMGetNumOperands")] internal static partial int GetNumOperands(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMGetOperand")] internal static partial LLVMValueRef GetOperand(LLVMValueRef value, uint index);
    [LibraryImport(Library, EntryPoint = "LLVMSetOperand")] internal static partial void SetOperand(LLVMValueRef value, uint index, LLVMValueRef operand);
    [LibraryImport(Library, EntryPoint = "LLVMInt64TypeInContext")] internal static partial LLVMTypeRef Int64TypeInContext(LLVMContextRef context);
    [LibraryImport(Library, EntryPoint = "LLVMTypeOf")] internal static partial LLVMTypeRef TypeOf(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMFunctionType")] internal static partial LLVMTypeRef FunctionType(LLVMTypeRef result, LLVMTypeRef* parameters, uint count, int isVariadic);
    [LibraryImport(Library, EntryPoint = "LLVMGetInlineAsm")] internal static partial LLVMValueRef GetInlineAsm(LLVMTypeRef type, byte* text, nuint textLength, byte* constraints, nuint constraintsLength, int hasSideEffects, int isAlignStack, int dialect, int canThrow);
    [LibraryImport(Library, EntryPoint = "LLVMCreateBuilderInContext")] internal static partial LLVMBuilderRef CreateBuilderInContext(LLVMContextRef context);
    [LibraryImport(Library, EntryPoint = "LLVMPositionBuilderBefore")] internal static partial void PositionBuilderBefore(LLVMBuilderRef builder, LLVMValueRef instruction);
    [LibraryImport(Library, EntryPoint = "LLVMBuildCall2")] internal static partial LLVMValueRef BuildCall2(LLVMBuilderRef builder, LLVMTypeRef type, LLVMValueRef callee, LLVMValueRef* arguments, uint count, byte* name);
    [LibraryImport(Library, EntryPoint = "LLVMIsAFunction")] internal static partial LLVMValueRef IsAFunction(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMIsAInlineAsm")] internal static partial LLVMValueRef IsAInlineAsm(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMGetFirstUse")] internal static partial LLVMUseRef GetFirstUse(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMGetNextUse")] internal static partial LLVMUseRef GetNextUse(LLVMUseRef use);
    [LibraryImport(Library, EntryPoint = "LLVMGetUser")] internal static partial LLVMValueRef GetUser(LLVMUseRef use);
    [LibraryImport(Library, EntryPoint = "LLVMGetCalledValue")] internal static partial LLVMValueRef GetCalledValue(LLVMValueRef call);
    [LibraryImport(Library, EntryPoint = "LLVMGetCalledFunctionType")] internal static partial LLVMTypeRef GetCalledFunctionType(LLVMValueRef call);
    [LibraryImport(Library, EntryPoint = "LLVMGetTypeKind")] internal static partial LLVMTypeKind GetTypeKind(LLVMTypeRef type);
    [LibraryImport(Library, EntryPoint = "LLVMGetPreviousInstruction")] internal static partial LLVMValueRef GetPreviousInstruction(LLVMValueRef instruction);
    [LibraryImport(Library, EntryPoint = "LLVMGetInstructionParent")] internal static partial LLVMBasicBlockRef GetInstructionParent(LLVMValueRef instruction);
    [LibraryImport(Library, EntryPoint = "LLVMGetBasicBlockTerminator")] internal static partial LLVMValueRef GetBasicBlockTerminator(LLVMBasicBlockRef block);
    [LibraryImport(Library, EntryPoint = "LLVMGetNumSuccessors")] internal static partial uint GetNumSuccessors(LLVMValueRef terminator);
    [LibraryImport(Library, EntryPoint = "LLVMGetSuccessor")] internal static partial LLVMBasicBlockRef GetSuccessor(LLVMValueRef terminator, uint index);
    [LibraryImport(Library, EntryPoint = "LLVMGetIntrinsicID")] internal static partial uint GetIntrinsicID(LLVMValueRef function);
    [LibraryImport(Library, EntryPoint = "LLVMLookupIntrinsicID")] internal static partial uint LookupIntrinsicID(byte* name, nuint length);
    [LibraryImport(Library, EntryPoint = "LLVMGetIntrinsicDeclaration")] internal static partial LLVMValueRef GetIntrinsicDeclaration(LLVMModuleRef module, uint id, LLVMTypeRef* types, nuint count);
    [LibraryImport(Library, EntryPoint = "LLVMGlobalGetValueType")] internal static partial LLVMTypeRef GlobalGetValueType(LLVMValueRef global);
    [LibraryImport(Library, EntryPoint = "LLVMCountParamTypes")] internal static partial uint CountParamTypes(LLVMTypeRef type);
    [LibraryImport(Library, EntryPoint = "LLVMConstInt")] internal static partial LLVMValueRef ConstInt(LLVMTypeRef type, ulong value, int isSigned);
    [LibraryImport(Library, EntryPoint = "LLVMIsAInstruction")] internal static partial LLVMValueRef IsAInstruction(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMIsAConstantExpr")] internal static partial LLVMValueRef IsAConstantExpr(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMIsAConstantInt")] internal static partial LLVMValueRef IsAConstantInt(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMConstIntGetSExtValue")] internal static partial long ConstIntGetSExtValue(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMGetConstOpcode")] internal static partial LLVMOpcode GetConstOpcode(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMIsInBounds")] internal static partial int IsInBounds(LLVMValueRef address);
    [LibraryImport(Library, EntryPoint = "LLVMGetGEPSourceElementType")] internal static partial LLVMTypeRef GetGEPSourceElementType(LLVMValueRef address);
    [LibraryImport(Library, EntryPoint = "LLVMGetElementType")] internal static partial LLVMTypeRef GetElementType(LLVMTypeRef type);
}
