using System.Collections.Immutable;
using BpfSharp.Compiler;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Generator.Diagnostics;
using BpfSharp.Generator.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Generator;

/// <summary>What the front end made of one class, in a form that can be compared and that keeps no compilation alive.</summary>
/// <param name="Half">What the class's other half is written from; null when the front end failed.</param>
/// <param name="Module">What the worker shall compile; null when there are errors.</param>
/// <param name="Reports">What only the generator will report: all errors when analyzers do not run, else nothing but a defect of the front end.</param>
internal sealed record CompilationUnit(HalfToWrite? Half, ModuleToCompile? Module, EquatableArray<Report> Reports)
{
    public static CompilationUnit? Create(
        FrontEnd frontEnd, GeneratorAttributeSyntaxContext found, CompilerOptions options, bool reportsErrors, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)found.TargetSymbol;
        if (!IsFirst(found, type, cancellation)) return null;
        try
        {
            var result = frontEnd(type, found.SemanticModel.Compilation, options, cancellation);
            var model = Complete(result.Model, type, cancellation);
            var module = result.Modules.IsEmpty ? null : new ModuleToCompile(model, result.Modules);
            var half = HalfFor(type, model with { TrapSites = [] }, result.Diagnostics);
            // Warnings are for analyzers alone: what a generator reports, no '#pragma' can silence.
            var errors = result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error);
            return new CompilationUnit(half, module, reportsErrors ? [.. errors.Select(Report.Of)] : []);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Letting it go would turn into a warning, and the class would lack its other half without a reason.
            return new CompilationUnit(null, null, [Report.Of(GeneratorDiagnostics.Defect(type, e))]);
        }
    }

    /// <summary>
    /// C# stops at declarations that do not fit together and then says nothing that the analyzer found. So a class that was
    /// refused as a whole gets a half that C# can accept, and the user is told the reason and not its consequence.
    /// </summary>
    static HalfToWrite? HalfFor(INamedTypeSymbol type, ObjectModel model, ImmutableArray<Diagnostic> found)
    {
        if (Has(ObjectDiagnostics.ClassMustBePartial)) return null;
        return Has(ObjectDiagnostics.ClassBase) || type.IsStatic
            ? new HalfToWrite(model, PropertyStub.Find(type, model with { Maps = [], Globals = [] }), IsRefused: true)
            : new HalfToWrite(model, PropertyStub.Find(type, model));

        bool Has(DiagnosticDescriptor descriptor) => found.Any(d => d.Id == descriptor.Id);
    }

    static ObjectModel Complete(ObjectModel model, INamedTypeSymbol type, CancellationToken cancellation)
    {
        // Every other constructor of a class with a primary one would have to call that, with arguments only the user knows.
        bool hasPrimary = type.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax { ParameterList: not null });
        return model with
        {
            FullName = model.FullName.Replace("@", ""),
            HintName = model.HintName.Replace("@", ""),
            HasDefaultConstructor = model.HasDefaultConstructor || hasPrimary,
            HasHostConstructor = model.HasHostConstructor || hasPrimary,
        };
    }

    /// <summary>A class may wrongly carry the attribute on several of its parts; it still has one other half.</summary>
    static bool IsFirst(GeneratorAttributeSyntaxContext found, INamedTypeSymbol type, CancellationToken cancellation)
    {
        var first = type.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, found.Attributes[0].AttributeClass));
        return first?.ApplicationSyntaxReference?.GetSyntax(cancellation) is not { } syntax || found.TargetNode.Contains(syntax);
    }
}

/// <param name="Model">The shape of the class without its trap sites, which move with every line.</param>
/// <param name="Stubs">Properties that the front end has refused.</param>
/// <param name="IsRefused">Whether the class cannot derive from <c>BpfObject</c>.</param>
internal sealed record HalfToWrite(ObjectModel Model, EquatableArray<PropertyStub> Stubs, bool IsRefused = false);

/// <summary>One class's modules, and where their objects go.</summary>
/// <param name="Sources">One for all machines, or one for each kind.</param>
internal sealed record ModuleToCompile(
    string Namespace, EquatableArray<string> ContainingTypes, string TypeKeywordHeader, string FullName, string HintName,
    EquatableArray<TrapSiteModel> TrapSites, EquatableArray<ArchitectureModule> Sources)
{
    public ModuleToCompile(ObjectModel model, EquatableArray<ArchitectureModule> sources)
        : this(model.Namespace, model.ContainingTypes, model.TypeKeywordHeader, model.FullName, model.HintName, model.TrapSites, sources)
    {
    }
}
