namespace BpfSharp;

/// <summary>Runs when a kernel function returns (section <c>kretprobe/FN</c>; attached as a perf event, kernel 4.17).</summary>
/// <remarks>
/// The method's parameter is the return value; the arguments are gone by then. A parameter of type
/// <see cref="PtRegs"/>* may stand beside it. The kernel follows only so many calls at once that have not returned
/// (at least one for each CPU; on most kernels twice that and at least ten); <see cref="BpfProgram.GetMissedRuns"/> tells how many went by.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KretprobeAttribute : BpfProgramAttribute
{
    /// <summary>Attached at run time, by <see cref="BpfProgram.AttachToFunction"/> or <see cref="BpfProgram.AttachToAddress"/>.</summary>
    public KretprobeAttribute()
        : base(null)
    {
    }

    /// <summary>Attached with the object.</summary>
    /// <param name="function">Kernel function name as in /proc/kallsyms.</param>
    public KretprobeAttribute(string function)
        : base(function)
    {
    }
}
