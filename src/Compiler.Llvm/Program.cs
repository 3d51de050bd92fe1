using BpfSharp.Compiler.Llvm;
using BpfSharp.Compiler.Llvm.KernelTypes;

// 0: an answer was written (or the file was); 1: what was asked could not be done; 2: wrong use.
return args switch
{
    ["compile"] => CompileCommand.Run(CompileCommand.Compile),
    ["module"] => CompileCommand.Run(static (request, respond) => CompileCommand.CompileOneHere(request, keepLoops: false, respond)),
    ["module", "--keep-loops"] => CompileCommand.Run(static (request, respond) => CompileCommand.CompileOneHere(request, keepLoops: true, respond)),
    ["kernel-types", var assembly, .. { Length: > 0 } files] => KernelTypesCommand.Run(assembly, files),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        bpfsharp-llvm: the LLVM side of BpfSharp, started by its source generator and build targets.

          bpfsharp-llvm compile
              reads a compile request on standard input and answers on standard output
          bpfsharp-llvm module [--keep-loops]
              the same for exactly one module, without the cache
          bpfsharp-llvm kernel-types <assembly.dll> <btf>...
              writes kernels' types and prototypes as a reference assembly; the first kernel's come first
        """);
    return 2;
}
