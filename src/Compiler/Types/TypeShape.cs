using Microsoft.CodeAnalysis;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Types;

/// <summary>How a C# type is held by a program.</summary>
internal abstract record TypeShape
{
    public abstract int Size { get; }
    public abstract int Align { get; }
}

/// <summary>An integer, char, enum, native integer or bool.</summary>
internal sealed record IntegerShape(int Bits, bool IsSigned, bool IsBool = false) : TypeShape
{
    public override int Size => Bits / 8;
    public override int Align => Bits / 8;

    /// <summary>The type in a register; a bool is a comparison's i1 there and a byte in memory.</summary>
    public IrIntType Register => IsBool ? IrType.I1 : IrType.Int(Bits);

    public IrIntType Memory => IrType.Int(Bits);
}

internal sealed record PointerShape(ITypeSymbol Target) : TypeShape
{
    public override int Size => 8;
    public override int Align => 8;
}

/// <summary>A struct: lives in memory, never in a register.</summary>
internal sealed record StructShape(StructLayout Layout) : TypeShape
{
    public override int Size => Layout.Size;
    public override int Align => Layout.Align;
}

/// <summary>A ring buffer slot: a pointer to the reserved record.</summary>
internal sealed record SlotShape(ITypeSymbol Record) : TypeShape
{
    public override int Size => 8;
    public override int Align => 8;
}

/// <summary>A type that a program cannot hold, with the reason as the end of a sentence.</summary>
internal sealed record UnsupportedShape(string Reason, UnsupportedReason Kind) : TypeShape
{
    public override int Size => 8;
    public override int Align => 8;
}

internal enum UnsupportedReason { Other, FloatingPoint, Managed, Broken }
