namespace BpfSharp;

/// <summary>
/// The address of something in the kernel, found when the object is loaded. As a pointer to a <see cref="KernelTypeAttribute"/> struct
/// or a number, <c>[Ksym] unsafe partial RunQueue* runqueues { get; }</c>, it is a variable that the kernel's BTF describes: those
/// that each CPU has one of, see <see cref="Bpf.ThisCpu{T}"/>; kernels built with old tools (Debian's 5.10) describe none. As a <c>void*</c> or <see cref="nint"/> it is any symbol of
/// <c>/proc/kallsyms</c>, of which programs know the address only.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KsymAttribute : Attribute
{
    /// <summary>The symbol that the property is named as.</summary>
    public KsymAttribute()
    {
    }

    /// <summary>A symbol by its name.</summary>
    /// <param name="name">The kernel's name.</param>
    public KsymAttribute(string name) => Name = name;

    /// <summary>The symbol's name; null for the property's.</summary>
    public string? Name { get; }

    /// <summary>Whether a kernel may lack it: it is null there. Otherwise the object does not load there.</summary>
    public bool IsOptional { get; set; }
}
