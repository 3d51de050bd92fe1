using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace BpfSharp.Generator.Tests;

/// <summary>A code fix applied as an editor does it.</summary>
static class AppliedFix
{
    /// <summary>Applies the fix offered for the first diagnostic of the id.</summary>
    /// <returns>The file afterwards, null if nothing was offered, and the fix's title.</returns>
    public static async Task<(string? Text, string Title)> Of(CodeFixProvider provider, string id, string source)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var project = new Project(source, ("DesignTimeBuild", "true"));
        var found = (await project.Analyze()).First(d => d.Id == id);
        Assert.Contains(id, provider.FixableDiagnosticIds);

        using var workspace = new AdhocWorkspace();
        var info = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Create(), "Tested", "Tested", LanguageNames.CSharp,
            compilationOptions: project.Compilation.Options, parseOptions: project.Compilation.SyntaxTrees[0].Options, metadataReferences: project.Compilation.References);
        var solution = workspace.CurrentSolution.AddProject(info);
        var usings = DocumentId.CreateNewId(info.Id);
        solution = solution.AddDocument(usings, "GlobalUsings.cs", project.Compilation.SyntaxTrees[1].ToString());
        var file = DocumentId.CreateNewId(info.Id);
        var document = solution.AddDocument(file, "Program.cs", source).GetDocument(file)!;

        CodeAction? action = null;
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, found.Location.SourceSpan, [found], (offered, _) => action = offered, cancellation));
        if (action is null) return (null, "");
        var applied = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(cancellation)));
        return ((await applied.ChangedSolution.GetDocument(file)!.GetTextAsync(cancellation)).ToString(), action.Title);
    }

    /// <summary>Errors and warnings of the compiler and the front end.</summary>
    public static async Task<IEnumerable<string>> Complaints(string source) =>
        (await new Project(source, ("DesignTimeBuild", "true")).Analyze()).Where(static d => d.Severity >= DiagnosticSeverity.Warning).Select(static d => d.ToString());
}
