using System.Collections.Immutable;
using System.Text;
using BpfSharp.Compiler;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Worker;
using BpfSharp.Generator.Diagnostics;
using BpfSharp.Generator.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BpfSharp.Generator.Worker;

/// <summary>Has all modules of the project compiled in one conversation, and embeds the objects or reports why there are none.</summary>
internal static class ObjectEmbedder
{
    public static void Embed(SourceProductionContext output, EquatableArray<ModuleToCompile> modules, WorkerOptions options, EquatableArray<string> clashing)
    {
        if (options.IsDesignTime) return;
        if (modules.IsEmpty)
        {
            ObjectFiles.Write(output, options, []);
            return;
        }
        if (MissingPath(options) is { } missing)
        {
            output.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.WorkerNotFound, Location.None, missing.Property, missing.Fault));
            return;
        }
        var request = new CompileRequest(options.CacheDirectory, [.. modules.Items.SelectMany(static m => m.Sources.Items.Select(source => new CompileModule(m.FullName, source.Cpu, WorkerProtocol.DefaultPasses, Encoding.UTF8.GetBytes(source.Text))))]);
        switch (Cached(options, request) ?? WorkerClient.Ask(options, request, output.CancellationToken))
        {
            case WorkerAnswer.Failed failed:
                output.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.WorkerFailed, Location.None, string.Join(", ", modules.Items.Select(static m => m.FullName)), failed.Reason));
                break;
            case WorkerAnswer.Answered { Response: { Outcome: CompileOutcome.Done } response }:
                int done = 0;
                var embedded = new List<EmbeddedObject>();
                foreach (var module in modules.Items)
                {
                    Take(output, module, response.Modules.Slice(done, module.Sources.Count), clashing, embedded);
                    done += module.Sources.Count;
                }
                if (embedded.Count == response.Modules.Length) ObjectFiles.Write(output, options, embedded);
                break;
            case WorkerAnswer.Answered { Response: { Outcome: CompileOutcome.LlvmUnusable } response }:
                output.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.LlvmUnusable, Location.None, response.Message));
                break;
            case WorkerAnswer.Answered { Response: var response }:
                output.ReportDiagnostic(Diagnostic.Create(GeneratorDiagnostics.WorkerFailed, Location.None, options.WorkerPath, response.Message));
                break;
        }
    }

    static WorkerAnswer.Answered? Cached(WorkerOptions options, CompileRequest request) =>
        options.CacheDirectory.Length > 0 && new ObjectCache(options.CacheDirectory, options.WorkerPath, options.LibLlvm).Answer(request) is { } response
            ? new WorkerAnswer.Answered(response)
            : null;

    static (string Property, string Fault)? MissingPath(WorkerOptions options)
    {
        foreach (var (name, path) in new[] { ("BpfSharpWorkerPath", options.WorkerPath), ("BpfSharpDotNetHostPath", options.DotNetPath) })
        {
            if (path.Length == 0) return (name, "is not set");
            // Anything else would be looked for in the current folder or on the PATH, and run.
            if (!Path.IsPathRooted(path)) return (name, $"is '{path}', which is not an absolute path");
        }
        return options.NativeWorkerPath is { Length: > 0 } native && !Path.IsPathRooted(native) ? ("BpfSharpNativeWorkerPath", $"is '{native}', which is not an absolute path") : null;
    }

    static void Take(SourceProductionContext output, ModuleToCompile module, ImmutableArray<ModuleResult> results, EquatableArray<string> clashing, List<EmbeddedObject> embedded)
    {
        // What LLVM has to say of one machine's object, it says of the other's as well.
        foreach (var diagnostic in results.SelectMany(static r => r.Diagnostics).Distinct()) output.ReportDiagnostic(ToDiagnostic(module, diagnostic));
        if (!results.All(static r => r.Ok)) return;
        output.AddSource(HintNames.Of(module.HintName, ".Bytes.g.cs", clashing), BytesHalf.Write(module, [.. results.Select(static r => r.Object)]));
        for (int i = 0; i < results.Length; i++) embedded.Add(new EmbeddedObject(module.FullName, module.Sources[i].Architecture, results[i].Object));
    }

    static Diagnostic ToDiagnostic(ModuleToCompile module, BackendDiagnostic diagnostic)
    {
        var descriptor = diagnostic.Severity == BackendSeverity.Error ? GeneratorDiagnostics.BackendError : GeneratorDiagnostics.BackendWarning;
        if (diagnostic.File.Length == 0 || diagnostic.Line <= 0)
        {
            // Without a place, the names are all that leads back to the source.
            string where = diagnostic.Function.Length == 0 ? module.FullName : $"{module.FullName}.{diagnostic.Function}";
            return Diagnostic.Create(descriptor, Location.None, $"{where}: {diagnostic.Message}");
        }
        var position = new LinePosition(diagnostic.Line - 1, Math.Max(diagnostic.Column - 1, 0));
        return Diagnostic.Create(descriptor, Location.Create(diagnostic.File, default, new LinePositionSpan(position, position)), diagnostic.Message);
    }
}
