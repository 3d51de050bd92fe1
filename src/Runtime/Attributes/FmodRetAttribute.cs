namespace BpfSharp;

/// <summary>
/// Runs before a kernel function and may answer in its place: what it returns, if not 0, is returned to the caller and the
/// function does not run (section <c>fmod_ret/FN</c>; kernel 5.7, BTF and trampolines).
/// </summary>
/// <remarks>
/// Only for functions that the kernel lets be answered for: security hooks (<c>security_…</c>) and those marked for error
/// injection. The parameters are those of <see cref="FexitAttribute"/>; the return value is what the program before this
/// one answered, or 0. A program that traps answers 0, so that the function runs.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FmodRetAttribute : BpfProgramAttribute
{
    /// <summary>The function is named before loading, by <see cref="BpfProgram.SetTarget(string)"/>.</summary>
    public FmodRetAttribute()
        : base(null)
    {
    }

    /// <summary>Attached with the object.</summary>
    /// <param name="function">Kernel function name as in the kernel BTF.</param>
    public FmodRetAttribute(string function)
        : base(function)
    {
    }

    /// <summary>Whether the program may sleep, which some helpers need (kernel 5.10); only for functions the kernel allows it in.</summary>
    public bool MaySleep { get; set; }
}
