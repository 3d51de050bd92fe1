using BpfSharp.Simulation;

namespace BpfSharp;

/// <summary>Makes references that a program owns.</summary>
public static unsafe class BpfOwned
{
    /// <summary>
    /// Takes another reference to an object (<c>bpf_task_acquire</c>, <c>bpf_cgroup_acquire</c>, <c>bpf_cpumask_acquire</c>,
    /// <c>bpf_crypto_ctx_acquire</c>; kernel 6.2, 6.2, 6.3, 6.10).
    /// </summary>
    /// <typeparam name="T">The kernel's type.</typeparam>
    /// <param name="pointer">
    /// The object: what a hook was called with, a <see cref="BpfKptr{T}.Value"/>, or what a function of the kernel's has returned. Null gives null.
    /// </param>
    /// <returns>The reference, null where the object is going already; belongs into a <c>using</c> or into <see cref="BpfKptr{T}.Exchange"/>.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static BpfOwned<T> Acquire<T>(T* pointer)
        where T : unmanaged => new(SimulatedKernel.Current.References.Acquire((nint)pointer));

    /// <summary>Looks after a reference that a function of the kernel's has returned (<c>bpf_task_from_pid</c>, <c>bpf_cpumask_create</c> …).</summary>
    /// <typeparam name="T">The kernel's type.</typeparam>
    /// <param name="acquired">What it returned; may be null.</param>
    /// <returns>The reference; belongs into a <c>using</c> or into <see cref="BpfKptr{T}.Exchange"/>.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public static BpfOwned<T> Adopt<T>(T* acquired)
        where T : unmanaged => new(SimulatedKernel.Current.References.Acquire((nint)acquired));
}

/// <summary>
/// A reference to an object of the kernel's that a program owns until it is disposed or moved into an element
/// (<see cref="BpfKptr{T}.Exchange"/>). It stands in a <c>using</c>, so that it is given back however the scope is left, by a trap too; it is not copied.
/// </summary>
/// <typeparam name="T">The kernel's type.</typeparam>
public readonly unsafe ref struct BpfOwned<T>
    where T : unmanaged
{
    // One for all copies of this struct: who moves or disposes one has moved or disposed all.
    private readonly SimulatedReference? _reference;

    internal BpfOwned(nint address) => _reference = address == 0 ? null : new(SimulatedKernel.Current.References) { Address = address };

    /// <summary>Whether it has no object: there was none, or it was moved into an element.</summary>
    public bool IsNull => Value == null;

    /// <summary>The object, null where there is none. It can be used as long as this is not disposed.</summary>
    public T* Value => _reference is null ? null : (T*)_reference.Address;

    /// <summary>Gives it back (<c>bpf_task_release</c> and its like). Once it was moved into an element, there is nothing to give back.</summary>
    public void Dispose() => _reference?.Release();

    internal nint Leave() => _reference?.Leave() ?? 0;
}
