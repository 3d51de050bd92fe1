using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Libraries;

/// <summary>A referenced project or package whose methods programs may call, as a compilation of its source.</summary>
/// <param name="Compilation">Null where the source cannot be used; <see cref="Problem"/> says why.</param>
/// <param name="Types">Documentation ids of the classes and interfaces that are there; null where the project itself tells.</param>
internal sealed record Library(string Name, Compilation? Compilation, IReadOnlyCollection<string>? Types, string? Problem = null)
{
    /// <summary>Whether the bodies of a type's members are there, and meant for programs.</summary>
    public bool Has(INamedTypeSymbol? type, CancellationToken cancellation)
    {
        if (Compilation is null)
            return false;
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.TypeKind is TypeKind.Struct or TypeKind.Enum || Types is not null && Types.Contains(outer.OriginalDefinition.GetDocumentationCommentId() ?? ""))
                return true;
        }
        return Types is null && LibraryTypes.Of(Compilation, cancellation).Contains(type);
    }
}
