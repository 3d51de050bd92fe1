namespace BpfSharp;

/// <summary>
/// A value of the configuration that the running kernel was built with: <c>[Kconfig] public partial bool CONFIG_BPF_SYSCALL { get; }</c>.
/// It is known when the programs are verified, so that code for other configurations costs nothing.
/// </summary>
/// <remarks>
/// The type says how it is read: <see cref="bool"/> for options that are on or off, <see cref="KconfigTristate"/> where they may be a
/// module, an integer of two bytes or more for numbers, a <see cref="Comm"/>, a fixed string such as <see cref="FixedString64"/> or an
/// inline array of bytes for texts. An option that the configuration says is not set is off. It comes from
/// <c>/boot/config-RELEASE</c> or <c>/proc/config.gz</c>, as in libbpf, or from <see cref="BpfObject.KernelConfig"/>. Three more are no
/// options: <c>LINUX_KERNEL_VERSION</c> (an <see cref="int"/>: major * 65536 + minor * 256 + patch, at most 255),
/// <c>LINUX_HAS_SYSCALL_WRAPPER</c> and <c>LINUX_HAS_BPF_COOKIE</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KconfigAttribute : Attribute
{
    /// <summary>The option that the property is named as.</summary>
    public KconfigAttribute()
    {
    }

    /// <summary>An option by its name.</summary>
    /// <param name="name">The name, with <c>CONFIG_</c> at its start.</param>
    public KconfigAttribute(string name) => Name = name;

    /// <summary>The option's name; null for the property's.</summary>
    public string? Name { get; }

    /// <summary>Whether a kernel may know nothing of the option: it is 0 then. Otherwise the object does not load there.</summary>
    public bool IsOptional { get; set; }
}
