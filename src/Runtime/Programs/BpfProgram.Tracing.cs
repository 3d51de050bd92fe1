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

    /// <summary>Names the program that a <see cref="FreplaceAttribute"/> program takes the place of, or of whose functions one. Done before loading, as the kernel verifies it for that.</summary>
    /// <param name="program">The other program, which is loaded, and stays so while this one is attached.</param>
    /// <param name="function">The function in it; null for the one that the attribute names.</param>
    /// <exception cref="InvalidOperationException">This program is loaded already or is for other hooks, or the other one is not loaded.</exception>
    public abstract void SetTarget(BpfProgram program, string? function = null);

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

    /// <summary>
    /// Keeps an iterator for others to read: <see cref="BpfLink.Pin"/> gives it a file, and each reading of this file, by any program and
    /// also by <see cref="BpfPinnedLink.Iterate{T}"/>, is a run. To read it here, <see cref="Iterate{T}"/> is enough.
    /// </summary>
    /// <param name="scope">Which of the kernel's objects; null for all.</param>
    /// <returns>The attachment, which runs nothing by itself; disposing it, or the object, ends it unless it has a file.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or is no iterator.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public abstract BpfLink AttachIterator(BpfIteratorScope? scope = null);

    /// <summary>Runs a syscall program (kernel 5.14), which may read and write the struct it is given.</summary>
    /// <typeparam name="T">The struct that the program's parameter points to.</typeparam>
    /// <param name="context">The struct; holds what the program left in it afterwards.</param>
    /// <returns>What the program returned.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or runs on other occasions.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public abstract int Run<T>(ref T context)
        where T : unmanaged;

    /// <summary>Attaches the program to its target once more, with a number that it is told each time it runs from there.</summary>
    /// <param name="cookie">What <see cref="Bpf.AttachCookie"/> gives: of kprobes and tracepoints from kernel 5.15, of fentry and its like from 6.0, of raw and BTF tracepoints from 6.10; 0 for none.</param>
    /// <returns>The attachment; disposing it, or the object, detaches.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or its section names no target.</exception>
    /// <exception cref="BpfException">The kernel refused; the message says what to do.</exception>
    public abstract BpfLink Attach(ulong cookie);

    /// <summary>Attaches a <see cref="KprobeMultiAttribute"/>, <see cref="KretprobeMultiAttribute"/> or <see cref="KprobeSessionAttribute"/> program to all functions whose name matches.</summary>
    /// <param name="pattern">Function name in which <c>*</c> stands for any letters and <c>?</c> for one.</param>
    /// <returns>The attachment; disposing it, or the object, detaches.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or is for one function at a time.</exception>
    /// <exception cref="BpfException">No function matches, or the kernel refused.</exception>
    public abstract BpfLink AttachToFunctions(string pattern);

    /// <summary>Attaches a <see cref="KprobeMultiAttribute"/>, <see cref="KretprobeMultiAttribute"/> or <see cref="KprobeSessionAttribute"/> program to several functions.</summary>
    /// <param name="functions">Names of functions, each of which the kernel has once.</param>
    /// <param name="cookies">For each function, what <see cref="Bpf.AttachCookie"/> gives (kernel 5.15); null for none.</param>
    /// <returns>The attachment; disposing it, or the object, detaches.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or is for one function at a time.</exception>
    /// <exception cref="BpfException">The kernel has not all functions, or refused.</exception>
    public abstract BpfLink AttachToFunctions(IReadOnlyList<string> functions, IReadOnlyList<ulong>? cookies = null);

    /// <summary>Attaches a raw or plain tracepoint program to a tracepoint, besides what its section names.</summary>
    /// <param name="name">The tracepoint: its name for raw ones, category and name for plain ones.</param>
    /// <param name="cookie">What <see cref="Bpf.AttachCookie"/> gives (plain ones from kernel 5.15, raw ones from 6.10); 0 for none.</param>
    /// <returns>The attachment; disposing it, or the object, detaches.</returns>
    /// <exception cref="InvalidOperationException">The program is not loaded, or is for other hooks.</exception>
    /// <exception cref="BpfException">The kernel has no such tracepoint, or refused.</exception>
    public abstract BpfLink AttachToTracepoint(string name, ulong cookie = 0);

    /// <summary>
    /// Has a <see cref="FreplaceAttribute"/> program take the place of a function of one more program, besides the one it was loaded for
    /// (kernel 5.10). The function's parameters, and the other program's hook, are those of the first.
    /// </summary>
    /// <param name="program">The other program, which is loaded.</param>
    /// <param name="function">The function in it; null for the one that the attribute names.</param>
    /// <returns>The attachment; disposing it, or the object, gives the function its place back.</returns>
    /// <exception cref="InvalidOperationException">This program is for other hooks, or one of both is not loaded.</exception>
    /// <exception cref="BpfException">There is no such function, it is another one, or its place is taken.</exception>
    public abstract BpfLink AttachToProgram(BpfProgram program, string? function = null);
}
