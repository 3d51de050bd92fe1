namespace BpfSharp;

/// <summary>
/// Runs at the entry of every kernel function whose name matches a pattern (section <c>kprobe.multi/PATTERN</c>). One link
/// for all of them from kernel 5.18; where the kernel has none, a kprobe for each.
/// </summary>
/// <remarks>
/// The functions are those that the kernel's function tracer can follow (<c>available_filter_functions</c> of tracefs). The
/// parameters are those of <see cref="KprobeAttribute"/>; <see cref="Bpf.FunctionAddress"/> and
/// <see cref="Bpf.AttachCookie"/> (kernel 5.15) tell the functions apart.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KprobeMultiAttribute : BpfProgramAttribute
{
    /// <summary>Attached at run time, by <see cref="BpfProgram.AttachToFunctions(string)"/>.</summary>
    public KprobeMultiAttribute()
        : base(null)
    {
    }

    /// <summary>Attached with the object.</summary>
    /// <param name="pattern">Function name in which <c>*</c> stands for any letters and <c>?</c> for one.</param>
    public KprobeMultiAttribute(string pattern)
        : base(pattern)
    {
    }
}
