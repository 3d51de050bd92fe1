using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Libraries;

/// <summary>
/// Finds the methods of a marked type that no program can call, while nobody calls them yet: each is lowered as a program's helper, with
/// arguments of which nothing is known. Only what no call can mend is told: which kernel, hook or map it is for is known at a call alone.
/// </summary>
internal static class LibraryCheck
{
    // LanguageDiagnostics without what depends on the kernel, the program and its arguments.
    private static readonly HashSet<string> s_certain = ["BPF0100", "BPF0101", "BPF0102", "BPF0103", "BPF0104", "BPF0105", "BPF0106", "BPF0107", "BPF0108", "BPF0109", "BPF0111"];

    public static IEnumerable<(ISymbol Method, Diagnostic Found)> Run(INamedTypeSymbol type, Compilation compilation, CompilerOptions options, CancellationToken cancellation)
    {
        LibraryView view = LibraryView.Of(compilation, cancellation);
        type = view.Find(type, cancellation);
        foreach (IMethodSymbol method in type.GetMembers().Concat(type.GetTypeMembers().Where(static inner => inner.IsExtension).SelectMany(static inner => inner.GetMembers())).OfType<IMethodSymbol>())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!IsForPrograms(method) || SampleOf(method, view.Compilation) is not { } sample)
                continue;
            // One reason is enough.
            if (Check(sample, view, options, cancellation) is { } found)
                yield return (method.AssociatedSymbol ?? method, found);
        }
    }

    /// <summary>Whether a method is neither C#'s own nor one that .NET calls: nobody expects to call <c>ToString</c> in the kernel.</summary>
    private static bool IsForPrograms(IMethodSymbol method)
    {
        if (method.IsImplicitlyDeclared || method.IsAbstract || method.IsOverride || method.IsExtern || method.ContainingType is { IsReferenceType: true, IsExtension: false } && !method.IsStatic
            || method.MethodKind is MethodKind.StaticConstructor or MethodKind.Destructor or MethodKind.ExplicitInterfaceImplementation)
        {
            return false;
        }
        return !method.ContainingType.AllInterfaces.Any(implemented =>
            KnownNames.FullName(implemented).StartsWith("System.", StringComparison.Ordinal)
            && implemented.GetMembers().Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)));
    }

    /// <summary>A method with numbers for its type parameters; null where that would not do.</summary>
    private static IMethodSymbol? SampleOf(IMethodSymbol method, Compilation compilation)
    {
        INamedTypeSymbol number = compilation.GetSpecialType(SpecialType.System_Int32);
        if (method.ContainingType is { IsGenericType: true } || method.ContainingType.ContainingType is { IsGenericType: true } || method.Parameters.Any(static parameter => IsOnlyKnownAtCalls(parameter.Type)))
            return null;
        if (!method.IsGenericMethod)
            return method;
        bool suits = method.TypeParameters.All(parameter => !parameter.HasReferenceTypeConstraint
            && parameter.ConstraintTypes.All(constraint => number.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, constraint.OriginalDefinition))));
        IMethodSymbol sample = method.Construct([.. method.TypeParameters.Select(_ => (ITypeSymbol)number)]);
        return suits && !sample.Parameters.Any(static parameter => IsOnlyKnownAtCalls(parameter.Type)) ? sample : null;
    }

    private static bool IsOnlyKnownAtCalls(ITypeSymbol type) =>
        MapKinds.IsMap(type) || type.TypeKind is TypeKind.Delegate or TypeKind.FunctionPointer || KnownNames.IsApi(type, "RingBufferSlot");

    private static Diagnostic? Check(IMethodSymbol method, LibraryView view, CompilerOptions options, CancellationToken cancellation)
    {
        TypeShapes shapes = new();
        DebugTypeMap debugTypes = new(shapes);
        DiagnosticBag diagnostics = new() { Own = view.HasLibraries ? view.Compilation : null, Fallback = method.Locations[0] };
        IrModule module = new("library", ObjectBinder.DefaultLicense);
        // An object without anything: what a helper needs of its object, it is given as arguments.
        BoundObject nothing = new(view.Compilation.ObjectType, ObjectBinder.DefaultLicense);
        ObjectContext context = new(
            nothing, module, shapes, debugTypes, new SourceSpans(view.Compilation, module, embedSource: false), new TrapTable(module, debugTypes, 0), diagnostics, view.Compilation, options, cancellation)
        {
            Ties = new ArchitectureTies(options.Architecture),
            Libraries = view,
        };
        ProgramLowerer.LowerAlone(context, method);
        return diagnostics.ToImmutable().FirstOrDefault(static found => s_certain.Contains(found.Id));
    }
}
