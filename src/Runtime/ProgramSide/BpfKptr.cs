using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BpfSharp.Simulation;

namespace BpfSharp;

/// <summary>
/// A reference to an object of the kernel's, kept in a map's element (a kptr, <c>__kptr</c> in C; kernel 6.4): a field of the struct that is the
/// value of a hash table, an array or a local storage. The kernel keeps the object alive as long as it is there, and gives the reference back
/// at the latest when the map ends.
/// </summary>
/// <typeparam name="T">
/// A <c>[KernelType]</c> struct that stands for <c>task_struct</c>, <c>cgroup</c>, <c>bpf_cpumask</c>, <c>bpf_crypto_ctx</c> or <c>nf_conn</c>: the
/// types that the kernel gives references to.
/// </typeparam>
/// <remarks>
/// <code>
/// struct Watched { public BpfKptr&lt;TaskStruct&gt; Task; public ulong Since; }
/// …
/// using (watched.Task.Exchange(BpfOwned.Acquire(task))) { }   // keeps the task; what was kept before is given back
/// using var kept = watched.Task.Take();                        // takes it out of the element
/// if (!kept.IsNull) Last = kept.Value->pid;
/// </code>
/// An element that is removed or replaced gives its reference back at once up to Linux 6.18, and in a simulated kernel. Linux 7.3 keeps it until the
/// element's memory is given back, so that an element that is replaced, or made in the memory of another, may have one already: take it out
/// first where that matters.
/// Its members are for programs and simulated hosts. What user code reads of it is null, and what it writes is left out. Two programs that
/// exchange at once are told apart by the kernel: each object goes to one of them (<c>bpf_kptr_xchg</c>).
/// Facts: kernel/bpf/btf.c (btf_find_kptr), kernel/bpf/syscall.c (map_check_btf), kernel/bpf/verifier.c (map_kptr_match_type),
/// kernel/bpf/hashtab.c and arraymap.c (bpf_obj_free_fields, since 7.x bpf_obj_cancel_fields).
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct BpfKptr<T>
    where T : unmanaged
{
    private readonly T* _pointer;

    /// <summary>
    /// What is kept there now, null where nothing is. Another program may take it out and give it back at any time; it stays readable to the
    /// end of the program, or in programs that sleep, to the end of a <see cref="Bpf.EnterRcuScope"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public T* Value => (T*)References.At(Address);

    private static SimulatedReferences References => SimulatedKernel.Current.References;

    // Elements of simulated maps are in memory of their own, which does not move.
    private nint Address => (nint)Unsafe.AsPointer(ref this);

    /// <summary>Takes the reference out of the element, which has none then.</summary>
    /// <returns>It, or null where there was none; belongs into a <c>using</c>.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public BpfOwned<T> Take() => new(References.Exchange(Address, 0));

    /// <summary>Puts a reference into the element, and takes out what was there (<c>bpf_kptr_xchg</c>).</summary>
    /// <param name="value">What is put there. It belongs to the element from then on: the variable it comes from has none any more.</param>
    /// <returns>What was there, or null; belongs into a <c>using</c>.</returns>
    /// <exception cref="InvalidOperationException">Not in a program, and no simulated kernel entered.</exception>
    public BpfOwned<T> Exchange(BpfOwned<T> value) => new(References.Exchange(Address, value.Leave()));
}
