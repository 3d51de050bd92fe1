using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>A value that each control group carries, and that ends with it (<c>BPF_MAP_TYPE_CGRP_STORAGE</c>, kernel 6.2).</summary>
/// <typeparam name="TValue">Value. It begins as zeros.</typeparam>
public sealed unsafe class CgroupStorage<TValue> : TypedMap
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A CgroupLocalStorage map whose value size is that of the type.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public CgroupStorage(BpfMap map)
        : base(map, BpfMapType.CgroupLocalStorage) =>
        MapOperations.CheckTypes<int, TValue>(map);

    /// <summary>A value in place, or a null reference when the control group has none. Programs and simulated hosts only.</summary>
    /// <typeparam name="T">The struct that stands for <c>cgroup</c>'s kernel type.</typeparam>
    /// <param name="cgroup">The control group; a pointer whose type the kernel knows.</param>
    /// <returns>The value; test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrNullRef<T>(T* cgroup)
        where T : unmanaged =>
        ref StorageOperations.Reference<TValue>(Map, (nint)cgroup, isCreated: false);

    /// <summary>
    /// A value in place, made of zeros when the control group has none; a null reference when it cannot be made. Programs and simulated hosts
    /// only.
    /// </summary>
    /// <typeparam name="T">The struct that stands for <c>cgroup</c>'s kernel type.</typeparam>
    /// <param name="cgroup">The control group; a pointer whose type the kernel knows.</param>
    /// <returns>The value; test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrAddDefault<T>(T* cgroup)
        where T : unmanaged =>
        ref StorageOperations.Reference<TValue>(Map, (nint)cgroup, isCreated: true);

    /// <summary>Removes a value. Programs and simulated hosts only.</summary>
    /// <typeparam name="T">The struct that stands for <c>cgroup</c>'s kernel type.</typeparam>
    /// <param name="cgroup">The control group; a pointer whose type the kernel knows.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public bool Remove<T>(T* cgroup)
        where T : unmanaged =>
        StorageOperations.Remove(Map, (nint)cgroup);

    /// <summary>Reads the value of the control group whose folder is open. User code only.</summary>
    /// <param name="cgroup">The control group whose folder is open.</param>
    /// <param name="value">Receives a copy; zero when there is none.</param>
    /// <returns>False when it has no value.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetValue(SafeHandle cgroup, out TValue value) => StorageOperations.TryGet(Map, cgroup, out value);

    /// <summary>Gives the control group whose folder is open a value, or another one. User code only.</summary>
    /// <param name="cgroup">The control group whose folder is open.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Set(SafeHandle cgroup, TValue value) => StorageOperations.Set(Map, cgroup, value);

    /// <summary>Removes the value of the control group whose folder is open. User code only.</summary>
    /// <param name="cgroup">The control group whose folder is open.</param>
    /// <returns>False when it had none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(SafeHandle cgroup) => StorageOperations.Remove(Map, cgroup);
}
