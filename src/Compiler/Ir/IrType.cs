namespace BpfSharp.Compiler.Ir;

/// <summary>
/// The type of a value in a register. Structs never are register values: they live in memory, addressed by bytes,
/// and LLVM's SROA splits them again. Signedness belongs to operations, not to types.
/// </summary>
internal abstract record IrType
{
    public static readonly IrType Void = new IrVoidType();
    public static readonly IrType Pointer = new IrPointerType();
    public static readonly IrIntType I1 = new(1);
    public static readonly IrIntType I8 = new(8);
    public static readonly IrIntType I16 = new(16);
    public static readonly IrIntType I32 = new(32);
    public static readonly IrIntType I64 = new(64);

    public static IrIntType Int(int bits) => bits switch
    {
        1 => I1,
        8 => I8,
        16 => I16,
        32 => I32,
        64 => I64,
        _ => throw new ArgumentOutOfRangeException(nameof(bits)),
    };
}

internal sealed record IrVoidType : IrType
{
    public override string ToString() => "void";
}

internal sealed record IrPointerType : IrType
{
    public override string ToString() => "ptr";
}

/// <param name="Bits">1 (a comparison's result), 8, 16, 32 or 64.</param>
internal sealed record IrIntType(int Bits) : IrType
{
    public override string ToString() => $"i{Bits}";
}
