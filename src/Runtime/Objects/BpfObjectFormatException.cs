namespace BpfSharp;

/// <summary>
/// An eBPF object, or the BTF inside it or the kernel's, is damaged, hostile or of a form this library does not
/// read. The message says what is wrong, where, and what to do about it.
/// </summary>
public sealed class BpfObjectFormatException : Exception
{
    /// <summary>Creates the exception from a whole message.</summary>
    public BpfObjectFormatException(string message) : base(message)
    {
    }

    internal BpfObjectFormatException(string problem, string section, long offset, string nextStep)
        : base(offset < 0 ? $"{problem} (in {section}). {nextStep}" : $"{problem} (in {section} at offset 0x{offset:x}). {nextStep}")
    {
        Section = section;
        Offset = offset < 0 ? null : offset;
    }

    /// <summary>The ELF section that holds the problem, such as <c>.BTF</c>; null when it is not in one.</summary>
    public string? Section { get; }

    /// <summary>The byte offset of the problem in <see cref="Section"/>; null when it has no one place.</summary>
    public long? Offset { get; }
}
