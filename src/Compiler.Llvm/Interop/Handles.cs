namespace BpfSharp.Compiler.Llvm.Interop;

// LLVM's opaque pointers, one type each so that they cannot be mixed up; named as in LLVMSharp.Interop.

internal readonly record struct LLVMContextRef(nint Handle);

internal readonly record struct LLVMModuleRef(nint Handle);

internal readonly record struct LLVMValueRef(nint Handle);

internal readonly record struct LLVMBasicBlockRef(nint Handle);

internal readonly record struct LLVMUseRef(nint Handle);

internal readonly record struct LLVMTypeRef(nint Handle);

internal readonly record struct LLVMMemoryBufferRef(nint Handle);

internal readonly record struct LLVMTargetRef(nint Handle);

internal readonly record struct LLVMTargetMachineRef(nint Handle);

internal readonly record struct LLVMTargetDataRef(nint Handle);

internal readonly record struct LLVMPassBuilderOptionsRef(nint Handle);

internal readonly record struct LLVMErrorRef(nint Handle);

internal readonly record struct LLVMDiagnosticInfoRef(nint Handle);

internal readonly record struct LLVMBuilderRef(nint Handle);
