namespace BpfSharp;

/// <summary>
/// Runs at the entry of a kernel function, or at an instruction inside it (sections <c>kprobe/FN</c> and
/// <c>kprobe/FN+0x10</c>; attached as a perf event, kernel 4.17).
/// </summary>
/// <remarks>
/// The method's parameters are the function's arguments, by position; those at the end may be left out. The first six on x64
/// (eight on arm64) are in registers, others are read from the caller's stack; a struct that is passed by value is declared as one
/// of its size. Where the running kernel's types describe the function, the parameters are held against them, and other arguments
/// make the program unsupported, so that a <see cref="BpfProgramAttribute.FallbackFor"/> program can stand in. A parameter of type <see cref="PtRegs"/>* stands beside them and gives all registers; a function's own
/// argument of that type is declared as <c>nint</c>. What the function returns is not known yet: that is what
/// <see cref="KretprobeAttribute"/> is for. Inside a function (<see cref="Offset"/>) the argument registers hold what
/// the code has put there since.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KprobeAttribute : BpfProgramAttribute
{
    /// <summary>Attached at run time, by <see cref="BpfProgram.AttachToFunction"/> or <see cref="BpfProgram.AttachToAddress"/>.</summary>
    public KprobeAttribute()
        : base(null)
    {
    }

    /// <summary>Attached with the object.</summary>
    /// <param name="function">Kernel function name as in /proc/kallsyms.</param>
    public KprobeAttribute(string function)
        : base(function)
    {
    }

    /// <summary>How many bytes behind the function's beginning: that of an instruction (<c>objdump -d vmlinux</c>). 0 is the entry.</summary>
    public int Offset { get; set; }
}
