namespace BpfSharp;

/// <summary>
/// Says that a struct stands for a kernel type and names only the fields it needs. Every access through it is
/// relocated to the running kernel's layout when the object is loaded (CO-RE), so order and offsets here are free.
/// </summary>
/// <remarks>
/// An enum marked so names the kernel's enumerators that <see cref="KernelType.EnumValue{T}"/> and
/// <see cref="KernelType.EnumExists{T}"/> ask for. Members of anonymous structs and unions are declared as if they were the
/// struct's own.
/// </remarks>
/// <param name="name">
/// The kernel's name of the type without <c>struct</c>, for example <c>task_struct</c>. What follows three underscores is left
/// out when the kernel's type is looked for: <c>task_struct___old</c> is another view of the same type.
/// </param>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class KernelTypeAttribute(string name) : Attribute
{
    /// <summary>The kernel's name of the type.</summary>
    public string Name { get; } = name;

    /// <summary>Whether the kernel's type is a union.</summary>
    public bool IsUnion { get; set; }

    /// <summary>Whether the name is that of a typedef, of a struct, union or enum without a name of its own: <c>atomic_t</c>.</summary>
    public bool IsTypedef { get; set; }
}
