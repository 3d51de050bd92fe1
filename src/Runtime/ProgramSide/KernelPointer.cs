using System.Diagnostics.CodeAnalysis;

namespace BpfSharp;

/// <summary>
/// A pointer as the element of an array, of which C# does not allow pointers: <c>cgroups->subsys[0].Value->cgroup</c>.
/// To the kernel's types it is the pointer itself.
/// </summary>
/// <typeparam name="T">What it points to; <see cref="byte"/> for anything.</typeparam>
/// <param name="value">The pointer.</param>
public readonly unsafe struct KernelPointer<T>(T* value)
    where T : unmanaged
{
    /// <summary>The pointer.</summary>
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "What lies in the kernel's memory are fields.")]
    public readonly T* Value = value;
}
