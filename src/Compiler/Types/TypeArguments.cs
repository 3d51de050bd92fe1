using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Types;

/// <summary>
/// What the type parameters of the method being lowered stand for: Roslyn has one tree for all instances of a generic
/// body, so its types are made concrete where they are read. Tuples lose their names, which C# does not tell apart.
/// </summary>
internal sealed class TypeArguments(Compilation compilation)
{
    private readonly Dictionary<ITypeParameterSymbol, ITypeSymbol> _arguments = new(SymbolEqualityComparer.Default);
    // A local function's parameters are other symbols each time its body is asked for.
    private readonly Dictionary<Location, ITypeSymbol> _byPlace = [];
    private readonly Dictionary<ITypeSymbol, ITypeSymbol> _resolved = new(SymbolEqualityComparer.IncludeNullability);

    /// <summary>The arguments that a call in this context gives to a method's and its types' parameters.</summary>
    /// <param name="method">Already resolved in the caller's context.</param>
    /// <param name="outer">What holds around a local function or a lambda; null for other methods.</param>
    public static TypeArguments Of(IMethodSymbol method, TypeArguments? outer, Compilation compilation)
    {
        TypeArguments arguments = new(compilation);
        if (outer is not null)
        {
            foreach (KeyValuePair<ITypeParameterSymbol, ITypeSymbol> pair in outer._arguments)
                arguments._arguments[pair.Key] = pair.Value;
            foreach (KeyValuePair<Location, ITypeSymbol> pair in outer._byPlace)
                arguments._byPlace[pair.Key] = pair.Value;
        }
        arguments.Add(method.OriginalDefinition.TypeParameters, method.TypeArguments);
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            arguments.Add(type.OriginalDefinition.TypeParameters, type.TypeArguments);
        return arguments;
    }

    /// <summary>Whether nothing has to be replaced, so that a method's results can be shared by all its calls.</summary>
    public bool IsEmpty => _arguments.Count == 0;

    private void Add(ImmutableArray<ITypeParameterSymbol> parameters, ImmutableArray<ITypeSymbol> arguments)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            // The parameter itself, in its own definition, stands for nothing yet.
            if (!SymbolEqualityComparer.Default.Equals(parameters[i], arguments[i]))
            {
                _arguments[parameters[i]] = arguments[i];
                if (parameters[i].Locations.FirstOrDefault() is { IsInSource: true } location)
                    _byPlace[location] = arguments[i];
            }
        }
    }

    public ITypeSymbol Resolve(ITypeSymbol type)
    {
        if (type.SpecialType != SpecialType.None)
            return type;
        if (!_resolved.TryGetValue(type, out ITypeSymbol? known))
            _resolved[type] = known = Replace(type);
        return known;
    }

    private ITypeSymbol Replace(ITypeSymbol type)
    {
        switch (type)
        {
            case ITypeParameterSymbol parameter:
                return _arguments.TryGetValue(parameter, out ITypeSymbol? argument)
                    || parameter.Locations.FirstOrDefault() is { } place && _byPlace.TryGetValue(place, out argument) ? argument : type;
            case IPointerTypeSymbol pointer:
                ITypeSymbol target = Resolve(pointer.PointedAtType);
                return ReferenceEquals(target, pointer.PointedAtType) ? type : compilation.CreatePointerTypeSymbol(target);
            case IArrayTypeSymbol array:
                ITypeSymbol element = Resolve(array.ElementType);
                return ReferenceEquals(element, array.ElementType) ? type : compilation.CreateArrayTypeSymbol(element, array.Rank);
            case INamedTypeSymbol { IsGenericType: true, IsUnboundGenericType: false } named:
                return Replace(named);
            default:
                return type;
        }
    }

    private ITypeSymbol Replace(INamedTypeSymbol type)
    {
        INamedTypeSymbol? container = type.ContainingType is { IsGenericType: true } outer ? (INamedTypeSymbol)Resolve(outer) : type.ContainingType;
        bool isSame = !type.IsTupleType && ReferenceEquals(container, type.ContainingType);
        ITypeSymbol[] arguments = new ITypeSymbol[type.TypeArguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Resolve(type.TypeArguments[i]);
            isSame &= ReferenceEquals(arguments[i], type.TypeArguments[i]);
        }
        if (isSame)
            return type;
        INamedTypeSymbol definition = ReferenceEquals(container, type.ContainingType) || container is null
            ? type.OriginalDefinition
            : container.GetTypeMembers(type.Name, type.Arity).FirstOrDefault() ?? type.OriginalDefinition;
        return arguments.Length == 0 ? definition : definition.Construct(arguments);
    }

    /// <summary>A method as it is called here; members of type parameters are found in what the parameters stand for.</summary>
    /// <param name="receiver">The receiver's type, or the type a static member is called on; null where it is the method's own.</param>
    /// <returns>Null when a type parameter's argument does not have the member, as in broken code.</returns>
    public IMethodSymbol? Resolve(IMethodSymbol method, ITypeSymbol? receiver = null)
    {
        if (receiver is not null && Resolve(receiver) is { TypeKind: not TypeKind.Interface } concrete
            && (method.ContainingType.TypeKind == TypeKind.Interface || receiver is ITypeParameterSymbol))
        {
            return FindImplementation(concrete, method);
        }
        if (method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction)
            return Construct(method, method);
        if (!method.ContainingType.IsGenericType && !method.IsGenericMethod)
            return method;
        IMethodSymbol member = method;
        if (method.ContainingType.IsGenericType && Resolve(method.ContainingType) is INamedTypeSymbol container && !ReferenceEquals(container, method.ContainingType))
            member = Find(container, method) ?? method;
        return Construct(member, method);
    }

    private IMethodSymbol Construct(IMethodSymbol member, IMethodSymbol method)
    {
        if (!method.IsGenericMethod)
            return member;
        ITypeSymbol[] arguments = new ITypeSymbol[method.TypeArguments.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = Resolve(method.TypeArguments[i]);
        return member.ConstructedFrom.Construct(arguments);
    }

    private static IMethodSymbol? Find(INamedTypeSymbol container, IMethodSymbol method)
    {
        foreach (ISymbol member in container.GetMembers(method.Name))
        {
            if (member is IMethodSymbol candidate && SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.OriginalDefinition))
                return candidate;
        }
        return null;
    }

    private IMethodSymbol? FindImplementation(ITypeSymbol concrete, IMethodSymbol method)
    {
        IMethodSymbol known = method;
        if (Resolve(method.ContainingType) is INamedTypeSymbol container)
            known = Find(container, method) ?? method;
        ISymbol? implementation = known.ContainingType.TypeKind == TypeKind.Interface
            ? concrete.FindImplementationForInterfaceMember(known.IsGenericMethod ? known.OriginalDefinition is var d && known.ContainingType.IsGenericType ? known.ConstructedFrom : d : known)
            : FindOverride(concrete, known);
        return implementation is IMethodSymbol found ? Construct(found, method) : null;
    }

    private static ISymbol? FindOverride(ITypeSymbol concrete, IMethodSymbol method)
    {
        foreach (ISymbol member in concrete.GetMembers(method.Name))
        {
            for (IMethodSymbol? candidate = member as IMethodSymbol; candidate is not null; candidate = candidate.OverriddenMethod)
            {
                if (SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.OriginalDefinition))
                    return member;
            }
        }
        return null;
    }
}
