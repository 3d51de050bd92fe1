#pragma warning disable CA1712 // The names are those of LLVM and of LLVMSharp.Interop.
namespace BpfSharp.Compiler.Llvm.Interop;

internal enum LLVMDiagnosticSeverity { LLVMDSError, LLVMDSWarning, LLVMDSRemark, LLVMDSNote }

internal enum LLVMVerifierFailureAction { LLVMAbortProcessAction, LLVMPrintMessageAction, LLVMReturnStatusAction }

internal enum LLVMCodeGenOptLevel { LLVMCodeGenLevelNone, LLVMCodeGenLevelLess, LLVMCodeGenLevelDefault, LLVMCodeGenLevelAggressive }

internal enum LLVMRelocMode { LLVMRelocDefault, LLVMRelocStatic, LLVMRelocPIC, LLVMRelocDynamicNoPic }

internal enum LLVMCodeModel { LLVMCodeModelDefault, LLVMCodeModelJITDefault, LLVMCodeModelTiny, LLVMCodeModelSmall, LLVMCodeModelKernel, LLVMCodeModelMedium, LLVMCodeModelLarge }

internal enum LLVMCodeGenFileType { LLVMAssemblyFile, LLVMObjectFile }

/// <summary>Of the many, the one that is asked for (llvm-c/Core.h).</summary>
internal enum LLVMOpcode
{
    LLVMAlloca = 26,
    LLVMLoad = 27,
    LLVMStore = 28,
    LLVMGetElementPtr = 29,
    LLVMICmp = 42,
    LLVMPHI = 44,
    LLVMCall = 45,
    LLVMSelect = 46,
    LLVMAtomicRMW = 57,
}

internal enum LLVMTypeKind
{
    LLVMVoidTypeKind = 0,
    LLVMArrayTypeKind = 11,
}
