using System.Globalization;

namespace BpfSharp.Compiler.Ir;

/// <summary>Something an instruction can take as an operand.</summary>
internal abstract class IrValue(IrType type)
{
    public IrType Type { get; } = type;

    /// <summary>How many bytes of a variable there are from this address; 0 where that is not known, as of a C# pointer that was read.</summary>
    public virtual long Room => 0;
}

/// <summary>An integer constant; the bits above the type's width are ignored.</summary>
internal sealed class IrConstant(IrIntType type, long value) : IrValue(type)
{
    public long Value { get; } = value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

internal sealed class IrNullPointer() : IrValue(IrType.Pointer)
{
    public static readonly IrNullPointer Instance = new();

    public override string ToString() => "null";
}

/// <summary>A function's parameter.</summary>
/// <param name="debugType">What BTF says of the parameter.</param>
internal sealed class IrParameter(string name, IrType type, DebugType debugType) : IrValue(type)
{
    public string Name { get; } = name;
    public DebugType DebugType { get; } = debugType;

    public override string ToString() => "%" + Name;
}

/// <summary>The address of a stack slot.</summary>
/// <param name="name">The C# local's name, or what the compiler made it for; need not be unique.</param>
/// <param name="size">Bytes, at least 1.</param>
/// <param name="align">Bytes, a power of two up to 8.</param>
internal sealed class IrLocal(string name, int size, int align) : IrValue(IrType.Pointer)
{
    public string Name { get; } = name;
    public int Size { get; } = size;
    public int Align { get; } = align;
    public override long Room => Size;

    public override string ToString() => "&" + Name;
}

/// <summary>The address of a global variable.</summary>
internal sealed class IrGlobalAddress(IrGlobal global) : IrValue(IrType.Pointer)
{
    public IrGlobal Global { get; } = global;
    public override long Room => Global.Size;

    public override string ToString() => "@" + Global.Name;
}

/// <summary>A map, as helpers take it.</summary>
internal sealed class IrMapAddress(IrMap map) : IrValue(IrType.Pointer)
{
    public IrMap Map { get; } = map;

    public override string ToString() => "@" + Map.Name;
}

/// <summary>A function, as callbacks take it.</summary>
internal sealed class IrFunctionAddress(IrFunction function) : IrValue(IrType.Pointer)
{
    public IrFunction Function { get; } = function;

    public override string ToString() => "@" + Function.Name;
}
