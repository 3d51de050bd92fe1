using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BpfSharp.Compiler.Libraries;

/// <summary>One of the references that bring methods for programs along.</summary>
/// <param name="Reader">Null for a project of the same editor, whose source is there already.</param>
/// <param name="IsSource">Whether the assembly is that project's own, and not what C# shows of it to a project with another framework.</param>
internal sealed record LibraryReference(MetadataReference Reference, IAssemblySymbol Assembly, LibraryReader? Reader, bool IsSource);

/// <summary>The references of a compilation: which of them are libraries, and who refers to whom.</summary>
internal sealed class LibraryReferences
{
    private readonly List<(MetadataReference Reference, IAssemblySymbol Assembly)> _all = [];
    private readonly Dictionary<IAssemblySymbol, HashSet<IAssemblySymbol>> _behind = new(SymbolEqualityComparer.Default);

    /// <summary>Those that others need come first.</summary>
    public List<LibraryReference> Libraries { get; } = [];

    public static LibraryReferences Of(Compilation compilation, CancellationToken cancellation)
    {
        LibraryReferences found = new();
        foreach (MetadataReference reference in compilation.References)
        {
            cancellation.ThrowIfCancellationRequested();
            if (compilation.GetAssemblyOrModuleSymbol(reference) is not IAssemblySymbol assembly)
                continue;
            found._all.Add((reference, assembly));
            // An attribute of BpfSharp's is only where BpfSharp is referenced; to look at the others' attributes would cost milliseconds.
            if (!assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static identity => identity.Name == "BpfSharp")))
                continue;
            if (reference is CompilationReference { Compilation: CSharpCompilation source })
            {
                if (LibraryTypes.Of(source, cancellation).Marked.Count > 0)
                    found.Libraries.Add(new LibraryReference(reference, assembly, null, SymbolEqualityComparer.Default.Equals(assembly, source.Assembly)));
            }
            else if (LibraryReader.Of(reference, assembly) is { } reader)
            {
                found.Libraries.Add(new LibraryReference(reference, assembly, reader, IsSource: false));
            }
        }
        if (found.Libraries.Count > 1)
            found.Libraries.Sort((a, b) => found.Behind(a.Assembly).Count.CompareTo(found.Behind(b.Assembly).Count));
        return found;
    }

    /// <summary>
    /// What a library is compiled with: what it refers to itself, and what has nothing to do with any library. Anything else would
    /// bring in libraries as they lie on disk, and with them second symbols of the same things.
    /// </summary>
    /// <param name="remade">The libraries that were made of their source before.</param>
    public ImmutableArray<MetadataReference> VisibleTo(LibraryReference library, List<(LibraryReference Library, MetadataReference Reference)> remade)
    {
        HashSet<IAssemblySymbol> needed = Behind(library.Assembly);
        ImmutableArray<MetadataReference>.Builder visible = ImmutableArray.CreateBuilder<MetadataReference>();
        foreach ((MetadataReference reference, IAssemblySymbol assembly) in _all)
        {
            if (remade.Find(one => one.Library.Reference == reference) is { Library: not null } known)
            {
                if (needed.Contains(assembly))
                    visible.Add(known.Reference);
            }
            else if (needed.Contains(assembly) || !Libraries.Exists(one => one.Reference == reference || Behind(assembly).Contains(one.Assembly)))
            {
                visible.Add(reference);
            }
        }
        return visible.ToImmutable();
    }

    /// <summary>What an assembly refers to, and what that refers to.</summary>
    private HashSet<IAssemblySymbol> Behind(IAssemblySymbol assembly)
    {
        if (_behind.TryGetValue(assembly, out HashSet<IAssemblySymbol>? known))
            return known;
        HashSet<IAssemblySymbol> behind = _behind[assembly] = new(SymbolEqualityComparer.Default);
        Stack<IAssemblySymbol> unread = new([assembly]);
        while (unread.Count > 0)
        {
            IAssemblySymbol current = unread.Pop();
            EquatableArray<string> named = Libraries.Find(one => SymbolEqualityComparer.Default.Equals(one.Assembly, current))?.Reader?.Source?.References ?? [];
            IEnumerable<IAssemblySymbol> told = _all.Where(one => named.Items.Contains(one.Assembly.Name)).Select(static one => one.Assembly);
            foreach (IAssemblySymbol referenced in current.Modules.SelectMany(static module => module.ReferencedAssemblySymbols).Concat(told))
            {
                if (behind.Add(referenced))
                    unread.Push(referenced);
            }
        }
        return behind;
    }
}
