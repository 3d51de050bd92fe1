using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BpfSharp.Generator.CodeFixes;

/// <summary>An entry probe's method on its way to be a return probe.</summary>
internal sealed class ReturnProbe(SemanticModel model, MethodDeclarationSyntax method, CancellationToken cancellation)
{
    /// <summary>The hook's attribute after the rewriting.</summary>
    public string NewHook { get; private set; } = "";

    /// <summary>The method for the return hook; null when arguments are used, which are gone by then.</summary>
    public MethodDeclarationSyntax? Rewrite()
    {
        if (FindHook() is not { } attribute)
            return null;
        List<ParameterSyntax> arguments = [.. method.ParameterList.Parameters.Where(parameter => !IsRegisters(parameter) && !IsReturnValue(parameter))];
        if (arguments.Exists(IsUsed))
            return null;

        AttributeSyntax hook = Rename(attribute);
        MethodDeclarationSyntax rewritten = method.TrackNodes([attribute, .. arguments]);
        rewritten = rewritten.ReplaceNode(rewritten.GetCurrentNode(attribute)!, hook);
        foreach (ParameterSyntax argument in arguments)
            rewritten = rewritten.RemoveNode(rewritten.GetCurrentNode(argument)!, SyntaxRemoveOptions.KeepNoTrivia)!;
        return rewritten;
    }

    private AttributeSyntax? FindHook()
    {
        foreach (AttributeSyntax attribute in method.AttributeLists.SelectMany(list => list.Attributes))
        {
            NewHook = ClassOf(attribute) switch
            {
                "KprobeAttribute" => "Kretprobe",
                "KsyscallAttribute" => "Kretsyscall",
                _ => "",
            };
            if (NewHook.Length > 0)
                return attribute;
        }
        return null;
    }

    /// <summary>The hook's attribute with another name, however it was written, and without the offset that return probes do not have.</summary>
    private AttributeSyntax Rename(AttributeSyntax attribute)
    {
        SimpleNameSyntax name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax aliased => aliased.Name,
            SimpleNameSyntax simple => simple,
            _ => throw new InvalidOperationException("an attribute's name is none"),
        };
        string text = name.Identifier.ValueText.EndsWith("Attribute", StringComparison.Ordinal) ? NewHook + "Attribute" : NewHook;
        AttributeSyntax renamed = attribute.ReplaceNode(name, name.WithIdentifier(SyntaxFactory.Identifier(text).WithTriviaFrom(name.Identifier)));
        return renamed.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Offset") is { } offset
            ? renamed.RemoveNode(offset, SyntaxRemoveOptions.KeepNoTrivia)!
            : renamed;
    }

    private bool IsRegisters(ParameterSyntax parameter) =>
        model.GetDeclaredSymbol(parameter, cancellation)?.Type is IPointerTypeSymbol { PointedAtType: { Name: "PtRegs" or "Arm64PtRegs" } target } && IsApi(target);

    /// <summary>As the compiler decides it: by attribute or by name.</summary>
    private bool IsReturnValue(ParameterSyntax parameter) =>
        parameter.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => ClassOf(attribute) == "ReturnValueAttribute")
        || parameter.Identifier.ValueText.Equals("returnValue", StringComparison.OrdinalIgnoreCase)
        || parameter.Identifier.ValueText.Equals("retval", StringComparison.OrdinalIgnoreCase);

    private bool IsUsed(ParameterSyntax parameter)
    {
        ISymbol? symbol = model.GetDeclaredSymbol(parameter, cancellation);
        return method.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText == parameter.Identifier.ValueText && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, symbol));
    }

    private string? ClassOf(AttributeSyntax attribute) =>
        model.GetTypeInfo(attribute, cancellation).Type is { } type && IsApi(type) ? type.Name : null;

    private static bool IsApi(ITypeSymbol type) => type.ContainingNamespace is { Name: "BpfSharp", ContainingNamespace.IsGlobalNamespace: true };
}
