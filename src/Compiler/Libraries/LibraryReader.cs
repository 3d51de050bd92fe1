using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using BpfSharp.Compiler.Binding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace BpfSharp.Compiler.Libraries;

/// <summary>Reads what an assembly brings along. A reference is read once, however often the code that uses it is edited.</summary>
internal sealed class LibraryReader
{
    private const string Attribute = "BpfLibrarySourceAttribute";
    private static readonly ConditionalWeakTable<MetadataReference, LibraryReader> s_read = new();

    // One reference, so that the generator and the analyzers, which run at the same time, never see half of it.
    private Compiled? _compiled;

    private LibraryReader(IAssemblySymbol assembly, AttributeData attribute)
    {
        if (attribute.ConstructorArguments is not [{ Value: int format }, { Value: string text }])
        {
            Problem = "what it says of its methods cannot be read";
            return;
        }
        if (format > LibrarySource.Format || LibrarySource.Decode(text) is not { } source)
        {
            Problem = format > LibrarySource.Format ? "it was built with a newer version of BpfSharp; update the BpfSharp package here" : "the source that it brings along is damaged";
            return;
        }
        if (!LanguageVersionFacts.TryParse(source.LanguageVersion, out LanguageVersion version))
        {
            Problem = $"it is written in C# {source.LanguageVersion}, which this compiler does not know; update the .NET SDK";
            return;
        }
        Source = source;
        Types = new HashSet<string>(source.Types.Items, StringComparer.Ordinal);
        CSharpParseOptions parse = new(version);
        Trees = [
            .. source.Files.Items.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Text, Encoding.UTF8), parse, file.Path)),
            CSharpSyntaxTree.ParseText(SourceText.From(Identity(assembly), Encoding.UTF8), parse),
        ];
    }

    public string? Problem { get; }

    public LibrarySource? Source { get; }

    public IReadOnlyCollection<string> Types { get; } = [];

    private ImmutableArray<SyntaxTree> Trees { get; } = [];

    /// <summary>Null where an assembly brings nothing along.</summary>
    public static LibraryReader? Of(MetadataReference reference, IAssemblySymbol assembly)
    {
        if (s_read.TryGetValue(reference, out LibraryReader? read))
            return read;
        return KnownNames.FindAttribute(assembly, Attribute) is { } attribute ? s_read.GetValue(reference, _ => new LibraryReader(assembly, attribute)) : null;
    }

    /// <summary>The library, made of its source again.</summary>
    /// <param name="user">The options of the project that uses it: how references are read must not differ, or C# would keep them apart.</param>
    public CSharpCompilation Compile(IAssemblySymbol assembly, ImmutableArray<MetadataReference> references, CSharpCompilationOptions user)
    {
        CSharpCompilationOptions options = user
            .WithOutputKind(OutputKind.DynamicallyLinkedLibrary).WithMainTypeName(null).WithModuleName(null).WithAllowUnsafe(true).WithOverflowChecks(Source!.ChecksOverflow)
            .WithCryptoKeyContainer(null).WithCryptoKeyFile(null).WithDelaySign(null).WithPublicSign(assembly.Identity.HasPublicKey)
            .WithCryptoPublicKey(assembly.Identity.HasPublicKey ? assembly.Identity.PublicKey : []);
        if (Volatile.Read(ref _compiled) is { } before && before.Options.Equals(options) && before.References.SequenceEqual(references))
            return before.Compilation;
        CSharpCompilation compilation = CSharpCompilation.Create(assembly.Name, Trees, references, options);
        Volatile.Write(ref _compiled, new Compiled(references, options, compilation));
        return compilation;
    }

    /// <summary>What references are matched by, and who sees the internals.</summary>
    private static string Identity(IAssemblySymbol assembly)
    {
        StringBuilder text = new();
        text.Append("[assembly: System.Reflection.AssemblyVersion(\"").Append(assembly.Identity.Version).Append("\")]");
        foreach (AttributeData attribute in assembly.GetAttributes())
        {
            if (KnownNames.FullName(attribute.AttributeClass) == "System.Runtime.CompilerServices.InternalsVisibleToAttribute" && attribute.ConstructorArguments is [{ Value: string friend }])
                text.Append("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(").Append(SymbolDisplay.FormatLiteral(friend, quote: true)).Append(")]");
        }
        return text.ToString();
    }

    private sealed record Compiled(ImmutableArray<MetadataReference> References, CSharpCompilationOptions Options, CSharpCompilation Compilation);
}
