namespace BpfSharp;

/// <summary>
/// A pointer as the element of an array, of which C# does not allow pointers: <c>cgroups->subsys[0].Value->cgroup</c>.
/// To the kernel's types it is the pointer itself.
/// </summary>
/// <typeparam name="T">What it points to; <see cref="byte"/> for anything.</typeparam>
public unsafe struct KernelPointer<T>
    where T : unmanaged
{
    /// <summary>The pointer.</summary>
    public T* Value;
}
