using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

// Every import below is blittable; without marshalling stubs the first call costs no code generation.
[assembly: DisableRuntimeMarshalling]

namespace BpfSharp.Compiler.Llvm.Interop;

/// <summary>
/// The few entry points of LLVM's C API that the worker needs, with the names of LLVMSharp.Interop, so that package could
/// stand in for this folder. All of them exist from LLVM 15 to 22 unless noted. <see cref="LlvmLibrary"/> finds the library.
/// </summary>
internal static unsafe partial class LLVM
{
    internal const string Library = "libLLVM";

    [LibraryImport(Library, EntryPoint = "LLVMInitializeBPFTargetInfo")] internal static partial void InitializeBPFTargetInfo();
    [LibraryImport(Library, EntryPoint = "LLVMInitializeBPFTarget")] internal static partial void InitializeBPFTarget();
    [LibraryImport(Library, EntryPoint = "LLVMInitializeBPFTargetMC")] internal static partial void InitializeBPFTargetMC();
    [LibraryImport(Library, EntryPoint = "LLVMInitializeBPFAsmPrinter")] internal static partial void InitializeBPFAsmPrinter();
    [LibraryImport(Library, EntryPoint = "LLVMInitializeBPFAsmParser")] internal static partial void InitializeBPFAsmParser();
    [LibraryImport(Library, EntryPoint = "LLVMInstallFatalErrorHandler")] internal static partial void InstallFatalErrorHandler(delegate* unmanaged[Cdecl]<sbyte*, void> handler);

    /// <summary>Sets options of LLVM's own tools for this process; ends the process when there is no such option.</summary>
    [LibraryImport(Library, EntryPoint = "LLVMParseCommandLineOptions")] internal static partial void ParseCommandLineOptions(int count, byte** arguments, byte* overview);

    [LibraryImport(Library, EntryPoint = "LLVMContextCreate")] internal static partial LLVMContextRef ContextCreate();
    [LibraryImport(Library, EntryPoint = "LLVMContextDispose")] internal static partial void ContextDispose(LLVMContextRef context);
    [LibraryImport(Library, EntryPoint = "LLVMContextSetDiagnosticHandler")] internal static partial void ContextSetDiagnosticHandler(LLVMContextRef context, delegate* unmanaged[Cdecl]<LLVMDiagnosticInfoRef, void*, void> handler, void* state);
    [LibraryImport(Library, EntryPoint = "LLVMGetDiagInfoDescription")] internal static partial sbyte* GetDiagInfoDescription(LLVMDiagnosticInfoRef info);
    [LibraryImport(Library, EntryPoint = "LLVMGetDiagInfoSeverity")] internal static partial LLVMDiagnosticSeverity GetDiagInfoSeverity(LLVMDiagnosticInfoRef info);
    [LibraryImport(Library, EntryPoint = "LLVMDisposeMessage")] internal static partial void DisposeMessage(sbyte* message);

    [LibraryImport(Library, EntryPoint = "LLVMCreateMemoryBufferWithMemoryRangeCopy")] internal static partial LLVMMemoryBufferRef CreateMemoryBufferWithMemoryRangeCopy(byte* data, nuint length, byte* name);
    [LibraryImport(Library, EntryPoint = "LLVMGetBufferStart")] internal static partial byte* GetBufferStart(LLVMMemoryBufferRef buffer);
    [LibraryImport(Library, EntryPoint = "LLVMGetBufferSize")] internal static partial nuint GetBufferSize(LLVMMemoryBufferRef buffer);
    [LibraryImport(Library, EntryPoint = "LLVMDisposeMemoryBuffer")] internal static partial void DisposeMemoryBuffer(LLVMMemoryBufferRef buffer);

    /// <summary>Takes the buffer over, whether it succeeds (0) or not.</summary>
    [LibraryImport(Library, EntryPoint = "LLVMParseIRInContext")] internal static partial int ParseIRInContext(LLVMContextRef context, LLVMMemoryBufferRef buffer, LLVMModuleRef* module, sbyte** message);
    [LibraryImport(Library, EntryPoint = "LLVMDisposeModule")] internal static partial void DisposeModule(LLVMModuleRef module);
    [LibraryImport(Library, EntryPoint = "LLVMSetTarget")] internal static partial void SetTarget(LLVMModuleRef module, byte* triple);
    [LibraryImport(Library, EntryPoint = "LLVMSetModuleDataLayout")] internal static partial void SetModuleDataLayout(LLVMModuleRef module, LLVMTargetDataRef layout);
    [LibraryImport(Library, EntryPoint = "LLVMVerifyModule")] internal static partial int VerifyModule(LLVMModuleRef module, LLVMVerifierFailureAction action, sbyte** message);
    [LibraryImport(Library, EntryPoint = "LLVMGetFirstFunction")] internal static partial LLVMValueRef GetFirstFunction(LLVMModuleRef module);
    [LibraryImport(Library, EntryPoint = "LLVMGetNextFunction")] internal static partial LLVMValueRef GetNextFunction(LLVMValueRef function);
    [LibraryImport(Library, EntryPoint = "LLVMGetFirstGlobal")] internal static partial LLVMValueRef GetFirstGlobal(LLVMModuleRef module);
    [LibraryImport(Library, EntryPoint = "LLVMGetNextGlobal")] internal static partial LLVMValueRef GetNextGlobal(LLVMValueRef global);
    [LibraryImport(Library, EntryPoint = "LLVMIsDeclaration")] internal static partial int IsDeclaration(LLVMValueRef global);
    [LibraryImport(Library, EntryPoint = "LLVMGetSection")] internal static partial sbyte* GetSection(LLVMValueRef global);
    [LibraryImport(Library, EntryPoint = "LLVMGetValueName2")] internal static partial sbyte* GetValueName2(LLVMValueRef value, nuint* length);

    [LibraryImport(Library, EntryPoint = "LLVMGetFirstBasicBlock")] internal static partial LLVMBasicBlockRef GetFirstBasicBlock(LLVMValueRef function);
    [LibraryImport(Library, EntryPoint = "LLVMGetNextBasicBlock")] internal static partial LLVMBasicBlockRef GetNextBasicBlock(LLVMBasicBlockRef block);
    [LibraryImport(Library, EntryPoint = "LLVMGetFirstInstruction")] internal static partial LLVMValueRef GetFirstInstruction(LLVMBasicBlockRef block);
    [LibraryImport(Library, EntryPoint = "LLVMGetNextInstruction")] internal static partial LLVMValueRef GetNextInstruction(LLVMValueRef instruction);
    [LibraryImport(Library, EntryPoint = "LLVMGetInstructionOpcode")] internal static partial LLVMOpcode GetInstructionOpcode(LLVMValueRef instruction);
    [LibraryImport(Library, EntryPoint = "LLVMGetAllocatedType")] internal static partial LLVMTypeRef GetAllocatedType(LLVMValueRef alloca);
    [LibraryImport(Library, EntryPoint = "LLVMABISizeOfType")] internal static partial ulong ABISizeOfType(LLVMTargetDataRef layout, LLVMTypeRef type);

    [LibraryImport(Library, EntryPoint = "LLVMGetTargetFromTriple")] internal static partial int GetTargetFromTriple(byte* triple, LLVMTargetRef* target, sbyte** message);
    [LibraryImport(Library, EntryPoint = "LLVMCreateTargetMachine")] internal static partial LLVMTargetMachineRef CreateTargetMachine(LLVMTargetRef target, byte* triple, byte* cpu, byte* features, LLVMCodeGenOptLevel level, LLVMRelocMode reloc, LLVMCodeModel codeModel);
    [LibraryImport(Library, EntryPoint = "LLVMDisposeTargetMachine")] internal static partial void DisposeTargetMachine(LLVMTargetMachineRef machine);
    [LibraryImport(Library, EntryPoint = "LLVMCreateTargetDataLayout")] internal static partial LLVMTargetDataRef CreateTargetDataLayout(LLVMTargetMachineRef machine);
    [LibraryImport(Library, EntryPoint = "LLVMDisposeTargetData")] internal static partial void DisposeTargetData(LLVMTargetDataRef layout);
    [LibraryImport(Library, EntryPoint = "LLVMTargetMachineEmitToMemoryBuffer")] internal static partial int TargetMachineEmitToMemoryBuffer(LLVMTargetMachineRef machine, LLVMModuleRef module, LLVMCodeGenFileType fileType, sbyte** message, LLVMMemoryBufferRef* buffer);

    [LibraryImport(Library, EntryPoint = "LLVMCreatePassBuilderOptions")] internal static partial LLVMPassBuilderOptionsRef CreatePassBuilderOptions();
    [LibraryImport(Library, EntryPoint = "LLVMDisposePassBuilderOptions")] internal static partial void DisposePassBuilderOptions(LLVMPassBuilderOptionsRef options);
    [LibraryImport(Library, EntryPoint = "LLVMRunPasses")] internal static partial LLVMErrorRef RunPasses(LLVMModuleRef module, byte* passes, LLVMTargetMachineRef machine, LLVMPassBuilderOptionsRef options);

    /// <summary>Consumes the error.</summary>
    [LibraryImport(Library, EntryPoint = "LLVMGetErrorMessage")] internal static partial sbyte* GetErrorMessage(LLVMErrorRef error);
    [LibraryImport(Library, EntryPoint = "LLVMDisposeErrorMessage")] internal static partial void DisposeErrorMessage(sbyte* message);
}
