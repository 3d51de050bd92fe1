using BpfSharp.Btf;

namespace BpfSharp.Compiler.Llvm.KernelTypes;

/// <summary>A kernel type that has a name, as one or several kernels have it.</summary>
/// <param name="Name">In C#: the kernel's own, with a number behind three underscores where another type has it already.</param>
/// <param name="KernelName">What it is looked for by.</param>
internal sealed record NamedType(string Name, string KernelName, BtfKind Kind, bool IsTypedef)
{
    /// <summary>The first decides what the others do not have differently.</summary>
    public List<(KernelSource Source, int Id)> Definitions { get; } = [];

    /// <summary>In the assembly's table of types.</summary>
    public int Row { get; set; }

    public bool IsEnum => Kind is BtfKind.Enum or BtfKind.Enum64;
}
