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
    LLVMBr = 2,
    LLVMAdd = 8,
    LLVMSub = 10,
    LLVMMul = 12,
    LLVMShl = 20,
    LLVMLShr = 21,
    LLVMAnd = 23,
    LLVMOr = 24,
    LLVMXor = 25,
    LLVMAlloca = 26,
    LLVMLoad = 27,
    LLVMStore = 28,
    LLVMGetElementPtr = 29,
    LLVMTrunc = 30,
    LLVMZExt = 31,
    LLVMSExt = 32,
    LLVMICmp = 42,
    LLVMPHI = 44,
    LLVMCall = 45,
    LLVMSelect = 46,
    LLVMAtomicCmpXchg = 56,
    LLVMAtomicRMW = 57,
    LLVMFreeze = 68,
}

/// <summary>How two integers compare (llvm-c/Core.h).</summary>
internal enum LLVMIntPredicate
{
    LLVMIntEQ = 32,
    LLVMIntNE,
    LLVMIntUGT,
    LLVMIntUGE,
    LLVMIntULT,
    LLVMIntULE,
    LLVMIntSGT,
    LLVMIntSGE,
    LLVMIntSLT,
    LLVMIntSLE,
}

internal enum LLVMTypeKind
{
    LLVMVoidTypeKind = 0,
    LLVMIntegerTypeKind = 8,
    LLVMStructTypeKind = 10,
    LLVMArrayTypeKind = 11,
}
