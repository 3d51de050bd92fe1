using System.Collections.Immutable;

namespace BpfSharp.Compiler.Ir;

/// <summary>
/// A type as BTF will describe it. Compared by reference: the lowerer makes one instance per type, so that recursive
/// records work; the emitter gives each instance one metadata node.
/// </summary>
internal abstract class DebugType;

internal sealed class DebugVoid : DebugType
{
    public static readonly DebugVoid Instance = new();
}

internal enum DebugEncoding { Signed, Unsigned, Boolean, SignedChar, UnsignedChar }

/// <param name="name">The C name: <c>int</c>, <c>unsigned long</c>, <c>_Bool</c> …</param>
/// <param name="size">Bytes.</param>
internal sealed class DebugInt(string name, int size, DebugEncoding encoding) : DebugType
{
    public string Name { get; } = name;
    public int Size { get; } = size;
    public DebugEncoding Encoding { get; } = encoding;
}

/// <param name="tag">What the kernel is told of the pointer (<c>btf_type_tag</c>).</param>
internal sealed class DebugPointer(DebugType target, string? tag = null) : DebugType
{
    public DebugType Target { get; } = target;
    public string? Tag { get; } = tag;
}

internal sealed class DebugArray(DebugType element, int length) : DebugType
{
    public DebugType Element { get; } = element;
    public int Length { get; } = length;
}

internal sealed class DebugTypedef(string name, DebugType target) : DebugType
{
    public string Name { get; } = name;
    public DebugType Target { get; } = target;
}

/// <summary>A struct or union. Members may be added after creation, so that records can refer to themselves.</summary>
/// <param name="name">The C tag; empty for anonymous ones. Kernel records may carry a <c>___flavour</c>.</param>
internal sealed class DebugRecord(string name, bool isUnion) : DebugType
{
    public string Name { get; } = name;
    public bool IsUnion { get; } = isUnion;
    public int Size { get; set; }
    public int Align { get; set; } = 1;
    public List<DebugMember> Members { get; } = [];

    /// <summary>Whether this stands for a kernel type, whose accesses are relocated (CO-RE).</summary>
    public bool IsKernelType { get; init; }

    /// <summary>Whether the name is a typedef's, of a record without a name of its own.</summary>
    public bool IsTypedef { get; init; }
}

/// <param name="Name">Empty for anonymous struct or union members.</param>
/// <param name="OffsetBits">From the record's start.</param>
/// <param name="BitSize">The width of a bitfield, or 0 for an ordinary member.</param>
internal sealed record DebugMember(string Name, DebugType Type, int OffsetBits, int BitSize = 0);

internal sealed class DebugEnum(string name, int size, bool isSigned) : DebugType
{
    public string Name { get; } = name;
    public int Size { get; } = size;
    public bool IsSigned { get; } = isSigned;
    public ImmutableArray<(string Name, long Value)> Values { get; init; } = [];

    /// <summary>Whether the name is a typedef's, of an enum without a name of its own.</summary>
    public bool IsTypedef { get; init; }
}

internal sealed class DebugFunctionType(DebugType returnType, ImmutableArray<(string Name, DebugType Type)> parameters) : DebugType
{
    public DebugType ReturnType { get; } = returnType;
    public ImmutableArray<(string Name, DebugType Type)> Parameters { get; } = parameters;
}
