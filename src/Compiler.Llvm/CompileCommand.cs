using System.Collections.Immutable;
using BpfSharp.Compiler.Worker;
using Microsoft.Win32.SafeHandles;

namespace BpfSharp.Compiler.Llvm;

/// <summary>The verbs <c>compile</c> and <c>module</c>: a request on standard input, a response on standard output.</summary>
internal static class CompileCommand
{
    /// <summary>Turns a request into a response; <paramref name="respondAndEnd"/> is for when LLVM will not let it return.</summary>
    internal delegate CompileResponse Handler(CompileRequest request, Action<CompileResponse> respondAndEnd);

    public static int Run(Handler handler)
    {
        // Plain file streams: System.Console would cost its encodings and terminal set-up.
        using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 4096);
        using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        CompileResponse response;
        try
        {
            var request = CompileRequest.Read(input);
            response = Fault(request) is { } fault ? CompileResponse.Failed(CompileOutcome.BadRequest, fault) : handler(request, answer => answer.Write(output));
        }
        catch (WorkerProtocolException e)
        {
            response = CompileResponse.Failed(CompileOutcome.BadRequest, e.Message);
        }
        response.Write(output);
        return 0;
    }

    static string? Fault(CompileRequest request)
    {
        if (request.CacheDirectory.Length > 0 && !Path.IsPathFullyQualified(request.CacheDirectory)) return $"The cache directory '{request.CacheDirectory}' is not an absolute path.";
        foreach (var module in request.Modules)
        {
            if (module.Cpu is not ("v1" or "v2" or "v3" or "v4")) return $"The module '{module.Name}' asks for the instruction set '{module.Cpu}'; v1, v2, v3 and v4 exist.";
            if (module.Passes.Length == 0 || module.Passes.Contains('\0') || module.Name.Contains('\0')) return $"The module '{module.Name}' has an empty pass pipeline, or a zero character in a text.";
        }
        return null;
    }

    /// <summary>One module, in this process.</summary>
    public static CompileResponse CompileOneHere(CompileRequest request, bool keepLoops, Action<CompileResponse> respondAndEnd)
    {
        if (request.Modules is not [var module]) return CompileResponse.Failed(CompileOutcome.BadRequest, $"One module was expected, not {request.Modules.Length}.");
        if (LlvmLibrary.Load(out string problem) is not { } llvm) return CompileResponse.Failed(CompileOutcome.LlvmUnusable, problem);
        if (keepLoops) ModuleCompiler.KeepLoops();
        return Respond(ModuleCompiler.Compile(module, llvm, fatal => respondAndEnd(Respond(fatal))));

        CompileResponse Respond(ModuleResult result) => new(CompileOutcome.Done, "", llvm.Version, [result]);
    }

    /// <summary>Any number of modules: from the cache, here when one is left to do, in child processes when several are.</summary>
    public static CompileResponse Compile(CompileRequest request, Action<CompileResponse> respondAndEnd)
    {
        var cache = request.CacheDirectory.Length > 0 ? ObjectCache.Own(request.CacheDirectory) : null;
        var results = new ModuleResult?[request.Modules.Length];
        var tools = cache?.OwnTools();
        if (tools is not null && cache!.TryFill(request, tools, results)) return Done();

        if (LlvmLibrary.Load(out string problem) is not { } llvm) return CompileResponse.Failed(CompileOutcome.LlvmUnusable, problem);
        bool isNews = tools?.Llvm != llvm.Version;
        tools = ObjectCache.Tools(llvm);
        if (cache is not null && isNews)
        {
            // Another LLVM than the cache knew of: what it answered so far may be another LLVM's work.
            cache.Remember(llvm);
            Array.Clear(results);
            if (cache.TryFill(request, tools, results)) return Done();
        }
        var missing = Enumerable.Range(0, results.Length).Where(i => results[i] is null).ToArray();
        if (missing is [var only])
            results[only] = ModuleCompiler.Compile(request.Modules[only], llvm, fatal =>
            {
                results[only] = fatal;
                respondAndEnd(Done());
            });
        else
            ChildCompiler.ForThisProgram().Compile(request.Modules, missing, results);
        var again = missing.Where(i => ModuleCompiler.ShouldKeepLoops(results[i]!)).ToArray();
        ChildCompiler.ForThisProgram(keepLoops: true).Compile(request.Modules, again, results);
        foreach (int i in missing) cache?.Store(request.Modules[i], tools, results[i]!);
        return Done();

        CompileResponse Done() => new(CompileOutcome.Done, "", tools.Llvm, [.. results!]);
    }
}
