namespace BpfSharp;

/// <summary>Runs when a kernel function returns, with typed arguments and the result (section <c>fexit/FN</c>; kernel 5.5, BTF and trampolines: x64, arm64 from 6.0).</summary>
/// <remarks>
/// The parameters are those of <see cref="FentryAttribute"/>; behind all of the function's arguments may come the return
/// value, marked <see cref="ReturnValueAttribute"/> or called <c>retval</c>. A program that declares the return value
/// alone has it from a helper of kernel 5.17.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FexitAttribute : BpfProgramAttribute
{
    /// <summary>The function is named before loading, by <see cref="BpfProgram.SetTarget(string)"/>.</summary>
    public FexitAttribute()
        : base(null)
    {
    }

    /// <summary>Attached with the object.</summary>
    /// <param name="function">Kernel function name as in the kernel BTF.</param>
    public FexitAttribute(string function)
        : base(function)
    {
    }

    /// <summary>Whether the program may sleep, which some helpers need (kernel 5.10); only for functions the kernel allows it in.</summary>
    public bool MaySleep { get; set; }
}
