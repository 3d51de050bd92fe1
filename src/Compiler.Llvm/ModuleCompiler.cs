using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using BpfSharp.Compiler.Llvm.Bounds;
using BpfSharp.Compiler.Llvm.Interop;
using BpfSharp.Compiler.Worker;

namespace BpfSharp.Compiler.Llvm;

/// <summary>
/// LLVM IR text to a BPF object, in this process. Only one module a process: LLVM's BPF backend remembers CO-RE accesses
/// in a static map and reads freed memory when a second module names the same type.
/// </summary>
internal static unsafe class ModuleCompiler
{
    static readonly ImmutableArray<BackendDiagnostic>.Builder Diagnostics = ImmutableArray.CreateBuilder<BackendDiagnostic>();
    static Action<ModuleResult>? OnFatal;

    static bool HasErrors => Diagnostics.Any(static d => d.Severity == BackendSeverity.Error);

    /// <param name="onFatal">Called with the result when LLVM gives up for good; the process ends as soon as it returns.</param>
    public static ModuleResult Compile(CompileModule source, LlvmLibrary llvm, Action<ModuleResult> onFatal)
    {
        if (OnFatal is not null) throw new InvalidOperationException("A process may compile one module only.");
        if (source.Cpu == "v4" && llvm.Major < 17) return ModuleResult.Failed($"The instruction set v4, which kernels from 6.6 run, needs LLVM 17 or newer; {llvm.Path} is {llvm.Version}. Install a newer LLVM, or set BpfMinimumKernel to 6.5 or older.");
        OnFatal = onFatal;
        LLVM.InstallFatalErrorHandler(&HandleFatalError);
        LLVM.InitializeBPFTargetInfo();
        LLVM.InitializeBPFTarget();
        LLVM.InitializeBPFTargetMC();
        LLVM.InitializeBPFAsmPrinter();
        LLVM.InitializeBPFAsmParser(); // Without it, inline assembly aborts the process.

        // Nothing is disposed below: the process ends with this one module, and tearing LLVM down only takes time.
        var context = LLVM.ContextCreate();
        LLVM.ContextSetDiagnosticHandler(context, &HandleDiagnostic, null);
        sbyte* message = null;
        var module = Parse(context, source, &message);
        if (module is not { } parsed) return Defect("read", Take(message));
        var machine = CreateMachine(parsed, source.Cpu, &message);
        if (machine is not { } target) return Defect("target", Take(message));
        // Always: what is not verified ends as a crash or as silent garbage.
        if (LLVM.VerifyModule(parsed, LLVMVerifierFailureAction.LLVMReturnStatusAction, &message) != 0) return Defect("verify", Take(message));
        var kernelSymbols = KernelSymbols(parsed);
        if (RunPasses(parsed, target, source.Passes) is { } fault) return Defect("optimise", fault);
        var layout = LLVM.CreateTargetDataLayout(target);
        CheckSection.Add(parsed, layout);
        PinnedNumbers.Pin(context, parsed);
        KeptBounds.Add(context, parsed, layout);
        VariableIndexes.Hide(context, parsed);
        StackSharing.Mark(context, parsed, layout);
        return Emit(parsed, target, kernelSymbols);
    }

    /// <summary>
    /// Forbids LLVM to replace a loop by a formula for its result, before anything is compiled. Such a formula may multiply
    /// 128-bit numbers where the loop does not; only for modules that failed because of that, as the formula is better else.
    /// </summary>
    public static void KeepLoops()
    {
        fixed (byte* name = "bpfsharp-llvm"u8, option = "-replexitval=never"u8)
        {
            byte** arguments = stackalloc byte*[] { name, option };
            LLVM.ParseCommandLineOptions(2, arguments, null);
        }
    }

    /// <summary>Whether a module should be tried again in a process that <see cref="KeepLoops"/>.</summary>
    public static bool ShouldKeepLoops(ModuleResult result) => !result.Ok && result.Diagnostics.Any(static d => d.Message == BackendAdvice.WideMultiplication);

    static LLVMModuleRef? Parse(LLVMContextRef context, CompileModule source, sbyte** message)
    {
        LLVMMemoryBufferRef buffer;
        fixed (byte* text = source.Ir, name = Encoding.UTF8.GetBytes(source.Name + "\0"))
            buffer = LLVM.CreateMemoryBufferWithMemoryRangeCopy(text, (nuint)source.Ir.Length, name);
        LLVMModuleRef module;
        return LLVM.ParseIRInContext(context, buffer, &module, message) == 0 ? module : null;
    }

    static LLVMTargetMachineRef? CreateMachine(LLVMModuleRef module, string cpuName, sbyte** message)
    {
        fixed (byte* triple = "bpfel"u8, cpu = Encoding.UTF8.GetBytes(cpuName + "\0"), features = "\0"u8)
        {
            LLVMTargetRef target;
            if (LLVM.GetTargetFromTriple(triple, &target, message) != 0) return null;
            var machine = LLVM.CreateTargetMachine(target, triple, cpu, features, LLVMCodeGenOptLevel.LLVMCodeGenLevelDefault, LLVMRelocMode.LLVMRelocPIC, LLVMCodeModel.LLVMCodeModelDefault);
            LLVM.SetTarget(module, triple);
            LLVM.SetModuleDataLayout(module, LLVM.CreateTargetDataLayout(machine));
            return machine;
        }
    }

    static string? RunPasses(LLVMModuleRef module, LLVMTargetMachineRef machine, string pipeline)
    {
        fixed (byte* passes = Encoding.UTF8.GetBytes(pipeline + "\0"))
        {
            var error = LLVM.RunPasses(module, passes, machine, LLVM.CreatePassBuilderOptions());
            return error.Handle == 0 ? null : Text(LLVM.GetErrorMessage(error));
        }
    }

    static ModuleResult Emit(LLVMModuleRef module, LLVMTargetMachineRef machine, HashSet<string> kernelSymbols)
    {
        LLVMMemoryBufferRef buffer;
        sbyte* message = null;
        if (LLVM.TargetMachineEmitToMemoryBuffer(machine, module, LLVMCodeGenFileType.LLVMObjectFile, &message, &buffer) != 0) return Defect("emit", Take(message));
        NameLargeVariables(module, machine);
        var elf = new ReadOnlySpan<byte>(LLVM.GetBufferStart(buffer), checked((int)LLVM.GetBufferSize(buffer))).ToArray();
        KeptTypes.Define(elf);
        if (ElfSymbols.Undefined(elf) is not { } undefined) return Defect("emit", "the object it made cannot be read");
        if (HasErrors) undefined.Clear(); // LLVM has already said why a call to a library function is impossible.
        foreach (string name in undefined)
            if (!kernelSymbols.Contains(name))
                Diagnostics.Add(BackendDiagnostic.Error($"'{name}' is used but not defined in this object, and it is not declared as a kernel function or configuration value."));
        // LLVM goes on to emit an object after it has reported errors; that one is worth nothing.
        return new ModuleResult(!HasErrors, Diagnostics.ToImmutable(), HasErrors ? [] : elf);
    }

    static void NameLargeVariables(LLVMModuleRef module, LLVMTargetMachineRef machine)
    {
        for (int index = 0; index < Diagnostics.Count; index++)
        {
            if (Diagnostics[index] is { Message: BackendAdvice.StackLimit } error)
                Diagnostics[index] = error with { Message = error.Message + StackUse.Describe(module, LLVM.CreateTargetDataLayout(machine), error.Function) };
        }
    }

    /// <summary>What the loader will resolve: declarations that name a section (<c>.ksyms</c>, <c>.kconfig</c>).</summary>
    static HashSet<string> KernelSymbols(LLVMModuleRef module)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var f = LLVM.GetFirstFunction(module); f.Handle != 0; f = LLVM.GetNextFunction(f)) AddIfExtern(f);
        for (var g = LLVM.GetFirstGlobal(module); g.Handle != 0; g = LLVM.GetNextGlobal(g)) AddIfExtern(g);
        return names;

        void AddIfExtern(LLVMValueRef value)
        {
            if (LLVM.IsDeclaration(value) == 0 || LLVM.GetSection(value) is var section && (section == null || *section == 0)) return;
            nuint length;
            sbyte* name = LLVM.GetValueName2(value, &length);
            names.Add(Encoding.UTF8.GetString((byte*)name, (int)length));
        }
    }

    static ModuleResult Defect(string step, string text)
    {
        Diagnostics.Add(BackendDiagnostic.Error($"LLVM could not {step} the generated code, which is a defect in BpfSharp; please report it with this text: {text.Trim()}"));
        return new ModuleResult(false, Diagnostics.ToImmutable(), []);
    }

    static string Take(sbyte* message)
    {
        string text = Text(message);
        LLVM.DisposeMessage(message);
        return text;
    }

    static string Text(sbyte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void HandleDiagnostic(LLVMDiagnosticInfoRef info, void* state)
    {
        var severity = LLVM.GetDiagInfoSeverity(info);
        if (severity > LLVMDiagnosticSeverity.LLVMDSWarning) return; // Remarks come unasked.
        string text = Take(LLVM.GetDiagInfoDescription(info));
        var diagnostic = BackendMessage.Parse(severity == LLVMDiagnosticSeverity.LLVMDSError ? BackendSeverity.Error : BackendSeverity.Warning, text);
        if (!Diagnostics.Contains(diagnostic) && !BackendAdvice.IsConsequence(diagnostic, Diagnostics)) Diagnostics.Add(diagnostic);
    }

    /// <summary>Returning from this handler would abort, so the answer is written here and the process ends.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void HandleFatalError(sbyte* reason)
    {
        try
        {
            // After an error that LLVM could explain, giving up adds nothing but a dump of its insides.
            if (!HasErrors) Diagnostics.Add(BackendMessage.Fatal(Text(reason)));
            OnFatal!(new ModuleResult(false, Diagnostics.ToImmutable(), []));
            Libc.Exit(0);
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e);
        }
        Libc.Exit(3);
    }
}
