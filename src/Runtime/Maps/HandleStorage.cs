using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>
/// What storages have in common whose objects user code names by file descriptors: a value that each such object carries, and that ends
/// with it.
/// </summary>
/// <typeparam name="TValue">Value. It begins as zeros.</typeparam>
public abstract unsafe class HandleStorage<TValue> : TypedMap
    where TValue : unmanaged
{
    private protected HandleStorage(BpfMap map, BpfMapType type)
        : base(map, type) =>
        MapOperations.CheckTypes<int, TValue>(map);

    /// <summary>An object's value in place, or a null reference when it has none. Programs and simulated hosts only.</summary>
    /// <typeparam name="T">The struct that stands for the object's kernel type.</typeparam>
    /// <param name="owner">The object; a pointer whose type the kernel knows.</param>
    /// <returns>The value; test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrNullRef<T>(T* owner)
        where T : unmanaged =>
        ref StorageOperations.Reference<TValue>(Map, (nint)owner, isCreated: false);

    /// <summary>
    /// An object's value in place, made of zeros when it has none; a null reference when it cannot be made. Programs and simulated hosts
    /// only.
    /// </summary>
    /// <typeparam name="T">The struct that stands for the object's kernel type.</typeparam>
    /// <param name="owner">The object; a pointer whose type the kernel knows.</param>
    /// <returns>The value; test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrAddDefault<T>(T* owner)
        where T : unmanaged =>
        ref StorageOperations.Reference<TValue>(Map, (nint)owner, isCreated: true);

    /// <summary>Removes an object's value. Programs and simulated hosts only.</summary>
    /// <typeparam name="T">The struct that stands for the object's kernel type.</typeparam>
    /// <param name="owner">The object; a pointer whose type the kernel knows.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public bool Remove<T>(T* owner)
        where T : unmanaged =>
        StorageOperations.Remove(Map, (nint)owner);

    /// <summary>Reads an object's value. User code only.</summary>
    /// <param name="owner">A descriptor of the object.</param>
    /// <param name="value">Receives a copy; zero when there is none.</param>
    /// <returns>False when it has no value.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetValue(SafeHandle owner, out TValue value) => StorageOperations.TryGet(Map, owner, out value);

    /// <summary>Gives an object a value, or another one. User code only.</summary>
    /// <param name="owner">A descriptor of the object.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Set(SafeHandle owner, TValue value) => StorageOperations.Set(Map, owner, value);

    /// <summary>Removes an object's value. User code only.</summary>
    /// <param name="owner">A descriptor of the object.</param>
    /// <returns>False when it had none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(SafeHandle owner) => StorageOperations.Remove(Map, owner);
}
