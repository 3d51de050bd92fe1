using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BpfSharp.Compiler.Libraries;

/// <summary>Makes of a project what its assembly brings along.</summary>
internal static class LibraryWriter
{
    /// <summary>Null where nothing is marked.</summary>
    public static LibrarySource? Write(Compilation compilation, CancellationToken cancellation)
    {
        LibraryTypes types = LibraryTypes.Of(compilation, cancellation);
        if (types.Marked.Count == 0)
            return null;
        ImmutableArray<LibraryFile>.Builder files = ImmutableArray.CreateBuilder<LibraryFile>();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            string text = SkeletonWriter.Write(tree, compilation.GetSemanticModel(tree), types, cancellation);
            // The resolver is where csc keeps PathMap.
            string path = compilation.Options.SourceReferenceResolver?.NormalizePath(tree.FilePath, baseFilePath: null) ?? tree.FilePath;
            if (!string.IsNullOrWhiteSpace(text))
                files.Add(new LibraryFile(path, text));
        }
        CSharpParseOptions? parse = compilation.SyntaxTrees.FirstOrDefault()?.Options as CSharpParseOptions;
        return new LibrarySource(
            LanguageVersionFacts.ToDisplayString(parse?.LanguageVersion ?? LanguageVersion.Latest),
            compilation.Options is CSharpCompilationOptions { CheckOverflow: true },
            files.ToImmutable(),
            [.. LibraryReferences.Of(compilation, cancellation).Libraries.Select(static library => library.Assembly.Name).OrderBy(static name => name, StringComparer.Ordinal)],
            [.. types.All.Where(static type => type.TypeKind != TypeKind.Struct).Select(static type => type.GetDocumentationCommentId() ?? "").OrderBy(static id => id, StringComparer.Ordinal)]);
    }
}
