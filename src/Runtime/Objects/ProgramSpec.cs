namespace BpfSharp.Objects;

/// <summary>A function of the object: a program, or a subprogram that programs call.</summary>
internal sealed class ProgramSpec
{
    public required string Name { get; init; }

    /// <summary>The section's name, which says where the program attaches: <c>tp_btf/sched_switch</c>.</summary>
    public string Section => Code.Name;

    /// <summary>The section that holds the code, with its relocations and its BTF.ext records.</summary>
    public required CodeSection Code { get; init; }

    /// <summary>Bytes from the start of the section.</summary>
    public required int Offset { get; init; }

    /// <summary>Bytes of code.</summary>
    public required int Length { get; init; }

    /// <summary>The code as the compiler left it, before any relocation.</summary>
    public ReadOnlyMemory<byte> Instructions => Code.Bytes.AsMemory(Offset, Length);

    public override string ToString() => Name;
}
