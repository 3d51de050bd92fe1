namespace BpfSharp;

public abstract partial class BpfProgram
{
    /// <summary>What the program attaches to: that of its section, or what <see cref="SetTarget(string)"/> has named; null for none.</summary>
    public abstract string? Target { get; }

    /// <summary>
    /// Names what the program attaches to, in place of what its section says: a function, a tracepoint, an iterator. Some
    /// kinds (fentry, fexit, BTF tracepoints, iterators) are verified for their target, so this is done before loading.
    /// </summary>
    /// <param name="target">The name, in the form that the section has it in.</param>
    /// <exception cref="InvalidOperationException">The program is loaded already, or attaches to nothing that has a name.</exception>
    public abstract void SetTarget(string target);

    /// <summary>
    /// Reads an iterator: the kernel runs the program for each of its objects, now, and this gives what it wrote. Each
    /// enumeration is a new run.
    /// </summary>
    /// <typeparam name="T">The type of the program's <c>out</c> parameter.</typeparam>
    /// <param name="scope">Which of the kernel's objects; null for all.</param>
    /// <returns>The records, in the kernel's order.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or is no iterator.</exception>
    /// <exception cref="ArgumentException">The type has another size than the program's records.</exception>
    /// <exception cref="BpfException">The kernel refused; thrown when the enumeration begins.</exception>
    public abstract IEnumerable<T> Iterate<T>(BpfIteratorScope? scope = null)
        where T : unmanaged;

    /// <summary>Runs a syscall program (kernel 5.14), which may read and write the struct it is given.</summary>
    /// <typeparam name="T">The struct that the program's parameter points to.</typeparam>
    /// <param name="context">The struct; holds what the program left in it afterwards.</param>
    /// <returns>What the program returned.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or runs on other occasions.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public abstract int Run<T>(ref T context)
        where T : unmanaged;
}
