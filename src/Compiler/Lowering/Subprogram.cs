using System.Collections.Immutable;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>A function of its own in the object, lowered and ready to be called.</summary>
/// <param name="Method">What it was made of.</param>
/// <param name="ResultType">Null for void.</param>
/// <param name="Body">What it was made from.</param>
internal sealed record Subprogram(IMethodSymbol Method, IrFunction Function, FunctionEntry Entry, ReturnStyle Return, ITypeSymbol? ResultType, IOperation Body);

/// <summary>What a subprogram's register result says.</summary>
internal enum ReturnStyle
{
    /// <summary>Nothing: no result or one that is in memory, and no traps.</summary>
    Nothing,

    /// <summary>The result; it cannot trap.</summary>
    Value,

    /// <summary>Whether it trapped; a result is in memory.</summary>
    Status,

    /// <summary>The result in the lower 32 bits of 64, or a negative number when it trapped.</summary>
    ValueOrStatus,
}

/// <summary>A method with its type arguments.</summary>
internal sealed class MethodKey(IMethodSymbol method) : IEquatable<MethodKey>
{
    private readonly IMethodSymbol _method = method;

    public bool Equals(MethodKey? other) => SymbolEqualityComparer.Default.Equals(_method, other?._method);

    public override bool Equals(object? obj) => Equals(obj as MethodKey);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(_method);
}

/// <summary>What a subprogram was lowered for: the same method with what was known of its arguments.</summary>
internal sealed class SubprogramKey(ImmutableArray<object?> parts) : IEquatable<SubprogramKey>
{
    private readonly ImmutableArray<object?> _parts = parts;

    public bool Equals(SubprogramKey? other) => other is not null && _parts.SequenceEqual(other._parts);

    public override bool Equals(object? obj) => Equals(obj as SubprogramKey);

    public override int GetHashCode() => _parts.Length == 0 || _parts[0] is null ? 0 : _parts[0]!.GetHashCode();
}
