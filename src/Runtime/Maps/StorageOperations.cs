using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>
/// Operations of local storages. In the kernel programs name the object by its address, user code by a file descriptor.
/// </summary>
internal static unsafe class StorageOperations
{
    /// <summary>Stands for the current task among addresses.</summary>
    public const nint CurrentTask = -1;

    public static ref TValue Reference<TValue>(BpfMap map, nint owner, bool isCreated)
        where TValue : unmanaged =>
        ref Unsafe.AsRef<TValue>((void*)map.KernelSideStorage(owner, isCreated));

    public static bool Remove(BpfMap map, nint owner) => map.KernelSideStorageRemove(owner);

    public static bool TryGet<TValue>(BpfMap map, SafeHandle owner, out TValue value)
        where TValue : unmanaged
    {
        using var held = new HeldHandle(owner);
        return MapOperations.TryGet(map, held.Fd, out value);
    }

    public static void Set<TValue>(BpfMap map, SafeHandle owner, TValue value)
        where TValue : unmanaged
    {
        using var held = new HeldHandle(owner);
        MapOperations.Set(map, held.Fd, value);
    }

    public static bool Remove(BpfMap map, SafeHandle owner)
    {
        using var held = new HeldHandle(owner);
        return MapOperations.Remove(map, held.Fd);
    }
}
