namespace BpfSharp;

/// <summary>
/// Runs when any kernel function returns whose name matches a pattern (section <c>kretprobe.multi/PATTERN</c>); see
/// <see cref="KprobeMultiAttribute"/>. The parameter is the return value.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KretprobeMultiAttribute : BpfProgramAttribute
{
    /// <summary>Attached at run time, by <see cref="BpfProgram.AttachToFunctions(string)"/>.</summary>
    public KretprobeMultiAttribute()
        : base(null)
    {
    }

    /// <summary>Attached with the object.</summary>
    /// <param name="pattern">Function name in which <c>*</c> stands for any letters and <c>?</c> for one.</param>
    public KretprobeMultiAttribute(string pattern)
        : base(pattern)
    {
    }
}
