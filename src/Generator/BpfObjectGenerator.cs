using BpfSharp.Compiler;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Libraries;
using BpfSharp.Generator.Diagnostics;
using BpfSharp.Generator.Source;
using BpfSharp.Generator.Worker;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Generator;

/// <summary>
/// Gives every <c>[BpfObject]</c> class its other half, and in real builds its compiled object. The diagnostics of the
/// front end are the analyzer's to report (<see cref="BpfObjectAnalyzer"/>); here are those of the worker.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class BpfObjectGenerator : IIncrementalGenerator
{
    internal const string AttributeName = "BpfSharp.BpfObjectAttribute", LibraryAttributeName = "BpfSharp.BpfLibraryAttribute";

    /// <summary>Names of the steps, for the tests that look at what was done again.</summary>
    internal const string UnitsStep = "Units", HalvesStep = "Halves", ModulesStep = "Modules", OptionsStep = "Options", LibraryStep = "Library";

    readonly FrontEnd _frontEnd;

    /// <summary>The generator as the compiler makes it.</summary>
    public BpfObjectGenerator()
        : this(ObjectCompiler.Compile)
    {
    }

    internal BpfObjectGenerator(FrontEnd frontEnd) => _frontEnd = frontEnd;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var options = context.AnalyzerConfigOptionsProvider
            .Select(static (provider, _) => ProjectOptions.Read(provider.GlobalOptions))
            .WithTrackingName(OptionsStep);

        // The first step hands on what cannot be compared, so that the second can see the project's options as well.
        // Both run after every edit; all that follows is compared by content and stops there.
        var units = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeName, static (node, _) => node is TypeDeclarationSyntax, static (found, _) => found)
            .Combine(options.Select(static (o, _) => (o.Compiler, o.GeneratorReports)))
            .Select((pair, cancellation) => CompilationUnit.Create(_frontEnd, pair.Left, pair.Right.Compiler, pair.Right.GeneratorReports, cancellation))
            .Where(static unit => unit is not null)
            .Select(static (unit, _) => unit!)
            .WithTrackingName(UnitsStep);

        var halves = units.Where(static unit => unit.Half is not null).Select(static (unit, _) => unit.Half!).WithTrackingName(HalvesStep);
        var clashing = halves.Select(static (half, _) => half.Model.HintName).Collect().Select(static (names, _) => HintNames.Clashing(names));
        context.RegisterSourceOutput(
            halves.Combine(clashing),
            static (output, pair) => output.AddSource(HintNames.Of(pair.Left.Model.HintName, ".g.cs", pair.Right), ObjectHalf.Write(pair.Left)));

        var reports = units.SelectMany(static (unit, _) => unit.Reports.Items);
        context.RegisterSourceOutput(reports, static (output, report) => output.ReportDiagnostic(report.ToDiagnostic()));
        context.RegisterSourceOutput(options, static (output, o) => o.ReportProblems(output));

        // Only in builds: in an editor, a project that references this one sees its source itself.
        var marks = context.SyntaxProvider
            .ForAttributeWithMetadataName(LibraryAttributeName, static (_, _) => true, static (_, _) => true)
            .Collect().Select(static (marks, _) => !marks.IsEmpty);
        var library = marks.Combine(context.CompilationProvider)
            .Select(static (pair, cancellation) => pair.Left ? LibraryWriter.Write(pair.Right, cancellation) : null)
            .WithTrackingName(LibraryStep);
        context.RegisterImplementationSourceOutput(library, static (output, source) => LibraryHalf.Add(output, source));

        var modules = units.Where(static unit => unit.Module is not null).Select(static (unit, _) => unit.Module!).WithTrackingName(ModulesStep);
        context.RegisterImplementationSourceOutput(
            modules.Collect().Select(static (all, _) => new EquatableArray<ModuleToCompile>(all)).Combine(options.Select(static (o, _) => o.Worker)).Combine(clashing),
            static (output, all) => ObjectEmbedder.Embed(output, all.Left.Left, all.Left.Right, all.Right));
    }
}
