namespace BpfSharp;

/// <summary>Runs at the entry of a kernel function with typed arguments (section <c>fentry/FN</c>; kernel 5.5, BTF and trampolines: x64, arm64 from 6.0).</summary>
/// <remarks>
/// The method's parameters are the function's arguments, by position; those at the end may be left out. They are held
/// against the running kernel's types when the program is loaded. Pointers to kernel types are followed directly. A
/// function that is missing, or that has other parameters on this kernel, makes the program unsupported there, so that a
/// <see cref="BpfProgramAttribute.FallbackFor"/> program, for example of a <see cref="KprobeAttribute"/>, can stand in.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FentryAttribute : BpfProgramAttribute
{
    /// <summary>The function is named before loading, by <see cref="BpfProgram.SetTarget(string)"/>.</summary>
    public FentryAttribute()
        : base(null)
    {
    }

    /// <summary>Attached with the object.</summary>
    /// <param name="function">Kernel function name as in the kernel BTF.</param>
    public FentryAttribute(string function)
        : base(function)
    {
    }

    /// <summary>Whether the program may sleep, which some helpers need (kernel 5.10); only for functions the kernel allows it in.</summary>
    public bool MaySleep { get; set; }
}
