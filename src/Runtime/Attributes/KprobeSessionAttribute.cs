namespace BpfSharp;

/// <summary>
/// Runs at the entry of every kernel function whose name matches a pattern and, if it returns true there, once more when that call
/// returns (section <c>kprobe.session/PATTERN</c>, kernel 6.10). One link for all functions.
/// </summary>
/// <remarks>
/// The method returns <c>bool</c>, whether it also runs at the return, or nothing, when it always does.
/// <see cref="Bpf.IsSessionReturn"/> tells the moments apart, <see cref="Bpf.SessionCookie"/> carries 64 bits from one to the other.
/// Parameters are those of <see cref="KprobeAttribute"/>, and one marked <see cref="ReturnValueAttribute"/> is what the function returns. What
/// is not there at the moment is zero: the return value at the entry, the arguments at the return. Older kernels have nothing that could
/// stand in by itself: give a <see cref="KprobeMultiAttribute"/> program as <see cref="BpfProgramAttribute.FallbackFor"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KprobeSessionAttribute : BpfProgramAttribute
{
    /// <summary>Attached at run time, by <see cref="BpfProgram.AttachToFunctions(string)"/>.</summary>
    public KprobeSessionAttribute()
        : base(null)
    {
    }

    /// <summary>Attached with the object.</summary>
    /// <param name="pattern">Function name in which <c>*</c> stands for any letters and <c>?</c> for one.</param>
    public KprobeSessionAttribute(string pattern)
        : base(pattern)
    {
    }
}
