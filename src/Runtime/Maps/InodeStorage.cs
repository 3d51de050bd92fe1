using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>A value that each inode carries as long as the kernel has it in memory (<c>BPF_MAP_TYPE_INODE_STORAGE</c>, kernel 5.10, built with the BPF security module; programs of that kind use it).</summary>
/// <typeparam name="TValue">Value. It begins as zeros.</typeparam>
public sealed unsafe class InodeStorage<TValue> : TypedMap
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A InodeStorage map whose value size is that of the type.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public InodeStorage(BpfMap map)
        : base(map, BpfMapType.InodeStorage) =>
        MapOperations.CheckTypes<int, TValue>(map);

    /// <summary>A value in place, or a null reference when the inode has none. Programs and simulated hosts only.</summary>
    /// <typeparam name="T">The struct that stands for <c>inode</c>'s kernel type.</typeparam>
    /// <param name="inode">The inode; a pointer whose type the kernel knows.</param>
    /// <returns>The value; test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrNullRef<T>(T* inode)
        where T : unmanaged =>
        ref StorageOperations.Reference<TValue>(Map, (nint)inode, isCreated: false);

    /// <summary>
    /// A value in place, made of zeros when the inode has none; a null reference when it cannot be made. Programs and simulated hosts
    /// only.
    /// </summary>
    /// <typeparam name="T">The struct that stands for <c>inode</c>'s kernel type.</typeparam>
    /// <param name="inode">The inode; a pointer whose type the kernel knows.</param>
    /// <returns>The value; test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrAddDefault<T>(T* inode)
        where T : unmanaged =>
        ref StorageOperations.Reference<TValue>(Map, (nint)inode, isCreated: true);

    /// <summary>Removes a value. Programs and simulated hosts only.</summary>
    /// <typeparam name="T">The struct that stands for <c>inode</c>'s kernel type.</typeparam>
    /// <param name="inode">The inode; a pointer whose type the kernel knows.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public bool Remove<T>(T* inode)
        where T : unmanaged =>
        StorageOperations.Remove(Map, (nint)inode);

    /// <summary>Reads the value of the inode of an open file. User code only.</summary>
    /// <param name="inode">The inode of an open file.</param>
    /// <param name="value">Receives a copy; zero when there is none.</param>
    /// <returns>False when it has no value.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetValue(SafeHandle inode, out TValue value) => StorageOperations.TryGet(Map, inode, out value);

    /// <summary>Gives the inode of an open file a value, or another one. User code only.</summary>
    /// <param name="inode">The inode of an open file.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Set(SafeHandle inode, TValue value) => StorageOperations.Set(Map, inode, value);

    /// <summary>Removes the value of the inode of an open file. User code only.</summary>
    /// <param name="inode">The inode of an open file.</param>
    /// <returns>False when it had none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(SafeHandle inode) => StorageOperations.Remove(Map, inode);
}
