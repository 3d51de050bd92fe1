namespace BpfSharp;

/// <summary>
/// A function of the kernel's that programs may call (a kfunc, kernel 5.13; most are newer): <c>[Kfunc] private static partial
/// KernelTask* bpf_task_from_pid(int pid);</c>. It is found in the kernel's BTF when the object is loaded, and the verifier checks each call
/// against it: which programs may call it, what it takes, and that what it acquires is released.
/// </summary>
/// <remarks>
/// The method is <c>partial</c> and not <c>extern</c>, which the CLR would refuse to load. It runs in the kernel only, where its other half
/// has no meaning; to run a program on a <see cref="SimulatedKernel"/>, write that half yourself. Functions of modules are not found yet.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KfuncAttribute : Attribute
{
    /// <summary>The function that the method is named as.</summary>
    public KfuncAttribute()
    {
    }

    /// <summary>A function by its name.</summary>
    /// <param name="name">The kernel's name.</param>
    public KfuncAttribute(string name) => Name = name;

    /// <summary>The function's name; null for the method's.</summary>
    public string? Name { get; }

    /// <summary>
    /// Whether a kernel may lack it. Ask with <see cref="Bpf.HasKernelFunction"/> before it is called: a call that the verifier reaches on such
    /// a kernel does not load.
    /// </summary>
    public bool IsOptional { get; set; }
}
