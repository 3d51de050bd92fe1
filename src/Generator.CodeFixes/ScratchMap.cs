using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace BpfSharp.Generator.CodeFixes;

/// <summary>A large variable on its way into a per-CPU array map of one element.</summary>
/// <param name="model">Of the variable's file.</param>
/// <param name="type">The BPF object's class.</param>
/// <param name="statement">The variable's declaration, of this variable alone.</param>
internal sealed class ScratchMap(SemanticModel model, ClassDeclarationSyntax type, LocalDeclarationStatementSyntax statement, CancellationToken cancellation)
{
    private readonly VariableDeclaratorSyntax _variable = statement.Declaration.Variables[0];

    /// <summary>The map's name.</summary>
    public string Name => field ??= FindName("Scratch");

    /// <summary>The class with the map in it; null for variables of other kinds.</summary>
    public ClassDeclarationSyntax? Rewrite()
    {
        ExpressionSyntax? value = _variable.Initializer?.Value;
        if (value is StackAllocArrayCreationExpressionSyntax allocation)
            return MoveBuffer(allocation);
        if (model.GetDeclaredSymbol(_variable, cancellation) is not ILocalSymbol { RefKind: RefKind.None, Type: { TypeKind: TypeKind.Struct, IsRefLikeType: false } variable })
            return null;
        string name = _variable.Identifier.Text, full = variable.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        List<StatementSyntax> statements = [Parse($"ref {full} {name} = ref {Name}.GetValueRefOrNullRef(0);")];
        // C# lets nobody read a variable that was not set, so one without a value needs none here.
        if (value is not null)
            statements.Add(Parse($"{name} = {value};"));
        return Rewrite(statements, [Map(full)]);
    }

    /// <summary><c>Span&lt;byte&gt; text = stackalloc byte[600];</c></summary>
    private ClassDeclarationSyntax? MoveBuffer(StackAllocArrayCreationExpressionSyntax allocation)
    {
        if (allocation is not { Initializer: null, Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [{ } size] }] } array } || model.GetTypeInfo(allocation, cancellation).ConvertedType is not INamedTypeSymbol { Name: "Span" } span)
            return null;
        string name = _variable.Identifier.Text, buffer = FindName("Buffer");
        StatementSyntax[] statements =
        [
            Parse($"{span.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} {name} = {Name}.GetValueRefOrNullRef(0);"),
            Parse($"{name}.Clear();"), // as stackalloc does; the map holds what the last run left
        ];
        string element = model.GetTypeInfo(array.ElementType, cancellation).Type!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        MemberDeclarationSyntax record = Member($"[global::System.Runtime.CompilerServices.InlineArray({size})]\nprivate struct {buffer}\n{{\nprivate {element} _first;\n}}");
        return Rewrite(statements, [Map(buffer), record]);
    }

    private ClassDeclarationSyntax Rewrite(IReadOnlyList<StatementSyntax> statements, MemberDeclarationSyntax[] members)
    {
        ClassDeclarationSyntax changed = type.ReplaceNode(statement, statements.Select((added, index) => index == 0 ? added.WithLeadingTrivia(statement.GetLeadingTrivia()) : added));
        return changed.WithMembers(changed.Members.InsertRange(0, members));
    }

    private MemberDeclarationSyntax Map(string element) => Member($"[BpfMap(MaxEntries = 1)] private partial global::BpfSharp.PerCpuArrayMap<{element}> {Name} {{ get; }}");

    /// <summary>The variable's name and a word, with a number if that is taken.</summary>
    private string FindName(string word)
    {
        string name = char.ToUpperInvariant(_variable.Identifier.ValueText[0]) + _variable.Identifier.ValueText.Substring(1) + word;
        INamedTypeSymbol? symbol = model.GetDeclaredSymbol(type, cancellation);
        string free = name;
        for (int number = 2; symbol?.GetMembers(free).IsEmpty == false; number++)
            free = name + number;
        return free;
    }

    private static StatementSyntax Parse(string text) =>
        SyntaxFactory.ParseStatement(text + "\n").WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);

    private static MemberDeclarationSyntax Member(string text) =>
        SyntaxFactory.ParseMemberDeclaration(text)!.WithTrailingTrivia(SyntaxFactory.LineFeed, SyntaxFactory.LineFeed).WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation);
}
