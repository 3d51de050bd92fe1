using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Checks;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Emit;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Libraries;
using BpfSharp.Compiler.Lowering;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler;

/// <summary>The front end: from one <c>[BpfObject]</c> class to LLVM IR, or to diagnostics.</summary>
internal static class BpfCompiler
{
    /// <summary>
    /// Binds, lowers, checks and emits one class. Broken code gives diagnostics, never an exception; only
    /// <see cref="OperationCanceledException"/> passes.
    /// </summary>
    public static CompilationResult Compile(INamedTypeSymbol type, Compilation compilation, CompilerOptions options, CancellationToken cancellation)
    {
        LibraryView view = LibraryView.Of(compilation, cancellation);
        type = view.Find(type, cancellation);
        return FunctionChooser.Compile(apart => Compile(type, view, options, apart, cancellation));
    }

    /// <param name="apart">Helpers that become functions of their own.</param>
    private static (CompilationResult Result, InlinedSizes Sizes) Compile(INamedTypeSymbol type, LibraryView view, CompilerOptions options, ImmutableHashSet<IMethodSymbol> apart, CancellationToken cancellation)
    {
        Compilation compilation = view.Compilation;
        DiagnosticBag diagnostics = new() { Own = view.HasLibraries ? compilation : null, Fallback = type.Locations[0] };
        options = ObjectOptions.Of(type, options, diagnostics);
        TypeShapes shapes = new();
        DebugTypeMap debugTypes = new(shapes);
        string license = KnownNames.FindAttribute(type, "BpfObjectAttribute") is { } attribute && KnownNames.NamedArgument(attribute, "License") is string text
            ? text
            : ObjectBinder.DefaultLicense;
        IrModule module = new(type.Name, license);
        SourceSpans spans = new(compilation, module, options.EmbedSource);
        BoundObject bound = new ObjectBinder(type, license, shapes, debugTypes, spans, diagnostics).Bind(cancellation);

        module.Maps.AddRange(bound.Maps.Select(map => map.Ir));
        module.KernelFunctions.AddRange(bound.KernelFunctions.Select(function => function.Ir));
        module.Globals.AddRange(bound.Globals.Select(global => global.Ir));
        TrapTable traps = new(module, debugTypes, bound.Maps.Count);
        ObjectContext context = new(bound, module, shapes, debugTypes, spans, traps, diagnostics, compilation, options, cancellation) { Ties = new ArchitectureTies(options.Architecture), Libraries = view, Apart = apart };
        string? moduleText = null;
        try
        {
            foreach (BoundProgram program in bound.Programs)
            {
                cancellation.ThrowIfCancellationRequested();
                if (ProgramLowerer.Lower(context, program) is { } function)
                    module.Functions.Add(function);
                else
                    diagnostics.NoteBrokenCode();
            }
            traps.Complete();
            PrototypeCheck.Run(context);
            MinimumKernelCheck.Run(context);
            HookSupportCheck.Run(context);
            UserCallCheck.Run(context);
            if (!diagnostics.HasErrors)
            {
                LicenseCheck.Run(context);
                ValueFieldCheck.Run(context);
                EndlessLoopCheck.Run(context);
                CallDepthCheck.Run(context);
                StackCheck.Run(context);
            }
            debugTypes.Complete();
            module.Architecture = context.Ties.Any ? options.Architecture : null;
            if (!diagnostics.HasErrors)
                moduleText = LlvmEmitter.Emit(module, new EmitOptions(options.EffectiveCpu));
        }
        catch (InsufficientExecutionStackException)
        {
            diagnostics.Report(LanguageDiagnostics.TooComplex, type.Locations[0], type.Name, "an expression or a statement in it is nested too deeply; split it up");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // In an editor half-typed code can be stranger than any test; it must cost one message, not the whole analyzer.
            diagnostics.Report(LanguageDiagnostics.Internal, type.Locations[0], exception.ToString().Replace("\r", "").Replace("\n", " | "));
        }

        ObjectModel model = ModelBuilder.Build(bound, shapes, traps.Sites);
        return (new CompilationResult(model, moduleText, diagnostics.ToImmutable(), module) { Cpu = options.EffectiveCpu, Ties = context.Ties }, context.Sizes);
    }
}
