using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BpfSharp.Compiler.Libraries;

/// <summary>
/// A compilation in which the libraries that bring their source along are references to compilations of it, as projects are
/// in an editor. So everything of C# holds across the border without more: one symbol for each thing, internals, generics, overloads.
/// </summary>
internal sealed class LibraryView
{
    private static readonly ConditionalWeakTable<Compilation, LibraryView> s_views = new();

    private readonly Dictionary<IAssemblySymbol, Library> _libraries = new(SymbolEqualityComparer.Default);

    private LibraryView(Compilation compilation) => Compilation = compilation;

    public Compilation Compilation { get; private set; }

    public bool HasLibraries => _libraries.Count > 0;

    public IEnumerable<Compilation> Sources => _libraries.Values.Where(static library => library.Compilation is not null).Select(static library => library.Compilation!);

    public static LibraryView Of(Compilation compilation, CancellationToken cancellation)
    {
        if (s_views.TryGetValue(compilation, out LibraryView? known))
            return known;
        LibraryView view = new(compilation);
        view.FindLibraries(cancellation);
        return s_views.GetValue(compilation, _ => view);
    }

    /// <summary>The same type in the view.</summary>
    public INamedTypeSymbol Find(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, Compilation.Assembly))
            return type;
        SyntaxNode declaration = type.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        return (INamedTypeSymbol)Compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellation)!;
    }

    /// <summary>The compilation that a file belongs to: the project itself, or a library; null for any other.</summary>
    public Compilation? CompilationOf(SyntaxTree tree) =>
        Compilation.ContainsSyntaxTree(tree) ? Compilation : HasLibraries ? Sources.FirstOrDefault(source => source.ContainsSyntaxTree(tree)) : null;

    public Library? LibraryOf(ISymbol symbol) =>
        HasLibraries && symbol.ContainingAssembly is { } assembly && _libraries.TryGetValue(assembly, out Library? library) ? library : null;

    private void FindLibraries(CancellationToken cancellation)
    {
        LibraryReferences references = LibraryReferences.Of(Compilation, cancellation);
        if (references.Libraries.Count == 0)
            return;
        // Nothing has to be made anew where all of them are projects of the same editor with the same framework.
        if (references.Libraries.TrueForAll(static library => library.IsSource))
        {
            foreach (LibraryReference library in references.Libraries)
                _libraries[library.Assembly] = new Library(library.Assembly.Name, ((CompilationReference)library.Reference).Compilation, Types: null);
            return;
        }
        if (!TryMake(references, Compilation, isLast: false, cancellation))
        {
            // An assembly that shows its internals to this project and not to the library is read in two ways; if both read internals, in one.
            Compilation same = Compilation.WithOptions(((CSharpCompilationOptions)Compilation.Options).WithMetadataImportOptions(MetadataImportOptions.Internal));
            TryMake(LibraryReferences.Of(same, cancellation), same, isLast: true, cancellation);
        }
    }

    /// <returns>Whether C# takes each library for one thing.</returns>
    private bool TryMake(LibraryReferences references, Compilation project, bool isLast, CancellationToken cancellation)
    {
        CSharpCompilationOptions options = (CSharpCompilationOptions)project.Options;
        Compilation view = project;
        List<(LibraryReference Library, MetadataReference Reference, Compilation? Source)> made = [];
        foreach (LibraryReference library in references.Libraries)
        {
            cancellation.ThrowIfCancellationRequested();
            if (library.Reader is { Source: null })
            {
                made.Add((library, library.Reference, null));
                continue;
            }
            ImmutableArray<MetadataReference> visible = references.VisibleTo(library, made.ConvertAll(static one => (one.Library, one.Reference)));
            CSharpCompilation source = library.Reader is { } reader
                ? reader.Compile(library.Assembly, visible, options)
                : WithReferences((CSharpCompilation)((CompilationReference)library.Reference).Compilation, visible, options);
            MetadataReference remade = source.ToMetadataReference(library.Reference.Properties.Aliases, library.Reference.Properties.EmbedInteropTypes);
            view = view.ReplaceReference(library.Reference, remade);
            made.Add((library, remade, source));
        }
        foreach ((LibraryReference library, MetadataReference reference, Compilation? source) in made)
        {
            if (view.GetAssemblyOrModuleSymbol(reference) is not IAssemblySymbol assembly)
                continue;
            // Where the two would see different assemblies, C# keeps two symbols for each thing.
            bool isOne = source is not null && SymbolEqualityComparer.Default.Equals(assembly, source.Assembly);
            string? problem = library.Reader?.Problem ?? (isOne ? null : "it needs other versions of the assemblies that are referenced here");
            if (source is not null && !isOne && !isLast)
            {
                _libraries.Clear();
                return false;
            }
            _libraries[assembly] = new Library(assembly.Name, isOne ? source : null, library.Reader?.Types, problem);
        }
        Compilation = view;
        return true;
    }

    /// <summary>A project of the same editor, as this one sees its references.</summary>
    private static CSharpCompilation WithReferences(CSharpCompilation project, ImmutableArray<MetadataReference> references, CSharpCompilationOptions user) =>
        project.WithReferences(references).WithOptions(project.Options.WithMetadataImportOptions(user.MetadataImportOptions).WithAssemblyIdentityComparer(user.AssemblyIdentityComparer));
}
