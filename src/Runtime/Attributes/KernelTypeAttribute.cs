namespace BpfSharp;

/// <summary>
/// Says that a struct stands for a kernel type and names only the fields it needs. Every access through it is
/// relocated to the running kernel's layout when the object is loaded (CO-RE), so order and offsets here are free.
/// </summary>
/// <param name="name">The kernel's name of the type without <c>struct</c>, for example <c>task_struct</c>.</param>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class KernelTypeAttribute(string name) : Attribute
{
    /// <summary>The kernel's name of the type.</summary>
    public string Name { get; } = name;
}
