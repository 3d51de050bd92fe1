using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>Turns Roslyn locations into the spans that reach the object, with <c>PathMap</c> applied.</summary>
internal sealed class SourceSpans(Compilation compilation, IrModule module, bool embedSource)
{
    private readonly Dictionary<SyntaxTree, string> _paths = [];

    public SourceSpan Of(ISymbol symbol) => Of(symbol.Locations[0]);

    public SourceSpan Of(SyntaxNode node) => Of(node.GetLocation());

    private SourceSpan Of(Location location)
    {
        if (location.SourceTree is not { } tree)
            return new SourceSpan("", 0, 0);
        Microsoft.CodeAnalysis.Text.LinePosition start = location.GetLineSpan().StartLinePosition;
        return new SourceSpan(PathOf(tree), start.Line + 1, start.Character + 1);
    }

    private string PathOf(SyntaxTree tree)
    {
        if (_paths.TryGetValue(tree, out string? path))
            return path;
        // The resolver is where csc keeps PathMap; asking it to normalise is how its own #line and caller paths are made.
        path = compilation.Options.SourceReferenceResolver?.NormalizePath(tree.FilePath, baseFilePath: null) ?? tree.FilePath;
        _paths[tree] = path;
        if (embedSource)
            module.Sources[path] = tree.GetText().ToString();
        return path;
    }
}
