namespace BpfSharp.Objects;

/// <summary>What a relocated instruction refers to.</summary>
internal enum CodeTarget : byte
{
    /// <summary>A call of a function in <c>.text</c>.</summary>
    Call,

    /// <summary>The address of a function in <c>.text</c>, for a callback.</summary>
    FunctionAddress,

    /// <summary>A map.</summary>
    Map,

    /// <summary>A byte in a data section, or in that of the configuration's values.</summary>
    Data,

    /// <summary>A kernel function the program calls (kfunc).</summary>
    ExternCall,

    /// <summary>The address of something in the kernel.</summary>
    ExternAddress,
}

/// <summary>An ELF relocation of one instruction.</summary>
/// <param name="Offset">The instruction's byte offset in its section.</param>
/// <param name="Target">What it refers to.</param>
/// <param name="SymbolOffset">The symbol's value: a byte offset in its section.</param>
/// <param name="Map">For <see cref="CodeTarget.Map"/> and <see cref="CodeTarget.Data"/>.</param>
/// <param name="Extern">For the extern targets.</param>
internal readonly record struct CodeRelocation(int Offset, CodeTarget Target, int SymbolOffset, MapSpec? Map = null, ExternSpec? Extern = null);

/// <summary>Something the object expects the kernel to have (<c>.ksyms</c>).</summary>
/// <param name="Name">The kernel's name for it.</param>
/// <param name="IsWeak">True when the program copes with its absence.</param>
/// <param name="Kind">What it is.</param>
internal sealed record ExternSpec(string Name, bool IsWeak, ExternKind Kind);

internal enum ExternKind : byte
{
    /// <summary>A kernel function programs may call (kfunc).</summary>
    Function,

    /// <summary>A kernel variable with a type.</summary>
    Variable,

    /// <summary>A kernel symbol without a type.</summary>
    Address,

    /// <summary>A value of the kernel's configuration (<c>.kconfig</c>).</summary>
    Configuration,
}

/// <summary>A CO-RE relocation as <c>.BTF.ext</c> has it (struct bpf_core_relo).</summary>
/// <param name="Offset">The instruction's byte offset in its section.</param>
/// <param name="TypeId">The local root type, in the object's BTF.</param>
/// <param name="AccessOffset">Offset in the object's BTF strings of the access path, <c>0:1:2</c>.</param>
/// <param name="Kind">The number in <c>enum bpf_core_relo_kind</c>.</param>
internal readonly record struct CoreRelocation(int Offset, int TypeId, uint AccessOffset, uint Kind);
