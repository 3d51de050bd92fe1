using System.Collections.Immutable;
using BpfSharp.Compiler;
using BpfSharp.Compiler.Binding;
using BpfSharp.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Generator;

/// <summary>What the front end made of one class, in a form that can be compared and that keeps no compilation alive.</summary>
/// <param name="Model">The shape of the class without its trap sites, which move with every line; null when the front end failed.</param>
/// <param name="Module">What the worker shall compile; null when there are errors.</param>
/// <param name="Reports">What only the generator will report: everything when analyzers do not run, else nothing but a defect of the front end.</param>
internal sealed record CompilationUnit(ObjectModel? Model, ModuleToCompile? Module, EquatableArray<Report> Reports)
{
    public static CompilationUnit Create(GeneratorAttributeSyntaxContext found, CompilerOptions options, bool reportsAll, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)found.TargetSymbol;
        try
        {
            var result = BpfCompiler.Compile(type, found.SemanticModel.Compilation, options, cancellation);
            var model = HasPrimaryConstructor(type, cancellation) ? result.Model with { HasDefaultConstructor = true, HasHostConstructor = true } : result.Model;
            var module = result.ModuleText is { } text ? new ModuleToCompile(model, options.Cpu, text) : null;
            return new CompilationUnit(model with { TrapSites = [] }, module, reportsAll ? [.. result.Diagnostics.Select(Report.Of)] : []);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Letting it go would turn into a warning, and the class would lack its other half without a reason.
            return new CompilationUnit(null, null, [Report.Of(GeneratorDiagnostics.Defect(type, e))]);
        }
    }

    /// <summary>Every other constructor of such a class would have to call the primary one, with arguments only the user knows.</summary>
    static bool HasPrimaryConstructor(INamedTypeSymbol type, CancellationToken cancellation)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
            if (reference.GetSyntax(cancellation) is TypeDeclarationSyntax { ParameterList: not null }) return true;
        return false;
    }
}

/// <summary>One class's module, and where its object goes.</summary>
internal sealed record ModuleToCompile(
    string Namespace, EquatableArray<string> ContainingTypes, string TypeKeywordHeader, string FullName, string HintName,
    EquatableArray<TrapSiteModel> TrapSites, string Cpu, string Text)
{
    public ModuleToCompile(ObjectModel model, string cpu, string text)
        : this(model.Namespace, model.ContainingTypes, model.TypeKeywordHeader, model.FullName, model.HintName, model.TrapSites, cpu, text)
    {
    }
}
