using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Helpers that become functions of their own because a program would be too large otherwise.</summary>
partial class ProgramLowerer
{
    private readonly Dictionary<ITypeSymbol, MemoryPlace> _sharedResults = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<int, IrLocal> _sharedPacks = [];

    /// <summary>Where such functions leave results of a type: hundreds of calls need no more than one place, as each result is copied out of it at once.</summary>
    private MemoryPlace SharedResult(ITypeSymbol type)
    {
        if (!_sharedResults.TryGetValue(type, out MemoryPlace? place))
            _sharedResults[type] = place = NewTemporary(type, "result");
        return place;
    }

    /// <summary>Where their arguments go that no register is left for.</summary>
    private IrLocal SharedPack(int size)
    {
        if (!_sharedPacks.TryGetValue(size, out IrLocal? pack))
            _sharedPacks[size] = pack = _builder.Local("rest", size, 8);
        return pack;
    }

    /// <summary>
    /// Whether a call could be one of a function: what <see cref="CheckSignature"/> refuses stays in place of its calls, and so does what is
    /// given copies of structs, which would take stack for each of hundreds of calls.
    /// </summary>
    private bool CanBeApart(Frame frame)
    {
        IMethodSymbol method = frame.Method;
        return method.MethodKind is not (MethodKind.LocalFunction or MethodKind.AnonymousFunction)
            && frame.This is null or MemoryPlace
            && !method.ReturnsByRef && !method.ReturnsByRefReadonly && !method.ReturnType.IsRefLikeType
            && ParametersOf(method).All(parameter => frame.Find(parameter) is PlaceVariable { Place: MemoryPlace place }
                && (parameter.RefKind == RefKind.None ? Shapes.Of(place.Type) is IntegerShape or PointerShape : !place.Type.IsRefLikeType));
    }
}
