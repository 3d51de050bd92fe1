namespace BpfSharp.Compiler.Binding;

/// <summary>A program: a method with a hook's attribute.</summary>
/// <param name="Name">The method's name, which is the program's symbol in the object.</param>
/// <param name="Section">The ELF section that says what it attaches to: <c>kretprobe/__x64_sys_clone</c>.</param>
/// <param name="FallbackFor">The program this one replaces on kernels that cannot run that one; null for none.</param>
internal sealed record ProgramModel(string Name, string Section, string? FallbackFor)
{
    /// <summary>What the method declares of the hook's arguments, where the runtime can compare it with the kernel's types.</summary>
    public EquatableArray<ParameterModel> Parameters { get; init; }
}

/// <summary>A parameter of a program.</summary>
/// <param name="Name">As declared.</param>
/// <param name="Kind">The name of a <c>BpfParameterKind</c>.</param>
/// <param name="Size">Bytes of the value; for records, of what the pointer points to.</param>
/// <param name="TypeName">The kernel type that a pointer points to, or the C# type of a record whose layout the program fixes; null for others.</param>
internal sealed record ParameterModel(string Name, string Kind, int Size, string? TypeName)
{
    /// <summary>Fields of a record whose layout the program fixes.</summary>
    public EquatableArray<FieldModel> Fields { get; init; }
}

/// <summary>A field of a record: its place in bytes.</summary>
internal sealed record FieldModel(string Name, int Offset, int Size);
