using System.Runtime.InteropServices;

namespace BpfSharp.Compiler.Llvm.Interop;

/// <summary>Functions that read numbers and conditions, and that build them.</summary>
internal static unsafe partial class LLVM
{
    [LibraryImport(Library, EntryPoint = "LLVMGetICmpPredicate")] internal static partial LLVMIntPredicate GetICmpPredicate(LLVMValueRef compare);
    [LibraryImport(Library, EntryPoint = "LLVMConstIntGetZExtValue")] internal static partial ulong ConstIntGetZExtValue(LLVMValueRef value);
    [LibraryImport(Library, EntryPoint = "LLVMGetIntTypeWidth")] internal static partial uint GetIntTypeWidth(LLVMTypeRef type);
    [LibraryImport(Library, EntryPoint = "LLVMCountIncoming")] internal static partial uint CountIncoming(LLVMValueRef phi);
    [LibraryImport(Library, EntryPoint = "LLVMGetIncomingValue")] internal static partial LLVMValueRef GetIncomingValue(LLVMValueRef phi, uint index);
    [LibraryImport(Library, EntryPoint = "LLVMGetIncomingBlock")] internal static partial LLVMBasicBlockRef GetIncomingBlock(LLVMValueRef phi, uint index);
    [LibraryImport(Library, EntryPoint = "LLVMInt8TypeInContext")] internal static partial LLVMTypeRef Int8TypeInContext(LLVMContextRef context);
    [LibraryImport(Library, EntryPoint = "LLVMBuildAdd")] internal static partial LLVMValueRef BuildAdd(LLVMBuilderRef builder, LLVMValueRef left, LLVMValueRef right, byte* name);
    [LibraryImport(Library, EntryPoint = "LLVMBuildMul")] internal static partial LLVMValueRef BuildMul(LLVMBuilderRef builder, LLVMValueRef left, LLVMValueRef right, byte* name);
    [LibraryImport(Library, EntryPoint = "LLVMBuildAnd")] internal static partial LLVMValueRef BuildAnd(LLVMBuilderRef builder, LLVMValueRef left, LLVMValueRef right, byte* name);
    [LibraryImport(Library, EntryPoint = "LLVMBuildICmp")] internal static partial LLVMValueRef BuildICmp(LLVMBuilderRef builder, LLVMIntPredicate predicate, LLVMValueRef left, LLVMValueRef right, byte* name);
    [LibraryImport(Library, EntryPoint = "LLVMBuildSelect")] internal static partial LLVMValueRef BuildSelect(LLVMBuilderRef builder, LLVMValueRef condition, LLVMValueRef then, LLVMValueRef otherwise, byte* name);
    [LibraryImport(Library, EntryPoint = "LLVMBuildGEP2")] internal static partial LLVMValueRef BuildGEP2(LLVMBuilderRef builder, LLVMTypeRef type, LLVMValueRef address, LLVMValueRef* indexes, uint count, byte* name);
}
