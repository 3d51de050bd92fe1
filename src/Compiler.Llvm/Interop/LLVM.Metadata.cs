using System.Runtime.InteropServices;

namespace BpfSharp.Compiler.Llvm.Interop;

/// <summary>Reading metadata, and what a module says to the assembler.</summary>
internal static unsafe partial class LLVM
{
    [LibraryImport(Library, EntryPoint = "LLVMGetNamedGlobal")] internal static partial LLVMValueRef GetNamedGlobal(LLVMModuleRef module, byte* name);
    [LibraryImport(Library, EntryPoint = "LLVMGetNamedMetadataNumOperands")] internal static partial uint GetNamedMetadataNumOperands(LLVMModuleRef module, byte* name);
    [LibraryImport(Library, EntryPoint = "LLVMGetNamedMetadataOperands")] internal static partial void GetNamedMetadataOperands(LLVMModuleRef module, byte* name, LLVMValueRef* operands);
    [LibraryImport(Library, EntryPoint = "LLVMGetMDNodeOperands")] internal static partial void GetMDNodeOperands(LLVMValueRef node, LLVMValueRef* operands);
    [LibraryImport(Library, EntryPoint = "LLVMGetMDString")] internal static partial byte* GetMDString(LLVMValueRef text, uint* length);
    [LibraryImport(Library, EntryPoint = "LLVMAppendModuleInlineAsm")] internal static partial void AppendModuleInlineAsm(LLVMModuleRef module, byte* text, nuint length);
}
