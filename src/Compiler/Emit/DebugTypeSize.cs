using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>Sizes of types as BTF will describe them.</summary>
internal static class DebugTypeSize
{
    /// <summary>The size in bytes; 0 for void and functions.</summary>
    public static int Of(DebugType type) => type switch
    {
        DebugInt integer => integer.Size,
        DebugPointer => 8,
        DebugArray array => checked(array.Length * Of(array.Element)),
        DebugTypedef alias => Of(alias.Target),
        DebugRecord record => record.Size,
        DebugEnum enumeration => enumeration.Size,
        DebugVoid or DebugFunctionType => 0,
        _ => throw new NotSupportedException($"No size is known for the debug type {type.GetType().Name}."),
    };

    /// <summary>The type behind any typedefs.</summary>
    public static DebugType Strip(DebugType type)
    {
        while (type is DebugTypedef alias)
            type = alias.Target;
        return type;
    }
}
