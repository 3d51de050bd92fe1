using System.Runtime.InteropServices;

namespace BpfSharp;

/// <summary>A value that each socket carries, and that ends with it (<c>BPF_MAP_TYPE_SK_STORAGE</c>, kernel 5.2; in tracing programs 5.11).</summary>
/// <typeparam name="TValue">Value. It begins as zeros.</typeparam>
public sealed unsafe class SocketStorage<TValue> : TypedMap
    where TValue : unmanaged
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A SkStorage map whose value size is that of the type.</param>
    /// <exception cref="ArgumentException">Kind or sizes differ.</exception>
    public SocketStorage(BpfMap map)
        : base(map, BpfMapType.SkStorage) =>
        MapOperations.CheckTypes<int, TValue>(map);

    /// <summary>A value in place, or a null reference when the socket has none. Programs and simulated hosts only.</summary>
    /// <typeparam name="T">The struct that stands for <c>socket</c>'s kernel type.</typeparam>
    /// <param name="socket">The socket; a pointer whose type the kernel knows.</param>
    /// <returns>The value; test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrNullRef<T>(T* socket)
        where T : unmanaged =>
        ref StorageOperations.Reference<TValue>(Map, (nint)socket, isCreated: false);

    /// <summary>
    /// A value in place, made of zeros when the socket has none; a null reference when it cannot be made. Programs and simulated hosts
    /// only.
    /// </summary>
    /// <typeparam name="T">The struct that stands for <c>socket</c>'s kernel type.</typeparam>
    /// <param name="socket">The socket; a pointer whose type the kernel knows.</param>
    /// <returns>The value; test with <see cref="System.Runtime.CompilerServices.Unsafe.IsNullRef{T}"/>.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public ref TValue GetValueRefOrAddDefault<T>(T* socket)
        where T : unmanaged =>
        ref StorageOperations.Reference<TValue>(Map, (nint)socket, isCreated: true);

    /// <summary>Removes a value. Programs and simulated hosts only.</summary>
    /// <typeparam name="T">The struct that stands for <c>socket</c>'s kernel type.</typeparam>
    /// <param name="socket">The socket; a pointer whose type the kernel knows.</param>
    /// <returns>False when there was none.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public bool Remove<T>(T* socket)
        where T : unmanaged =>
        StorageOperations.Remove(Map, (nint)socket);

    /// <summary>Reads the value of a socket. User code only.</summary>
    /// <param name="socket">A socket.</param>
    /// <param name="value">Receives a copy; zero when there is none.</param>
    /// <returns>False when it has no value.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetValue(SafeHandle socket, out TValue value) => StorageOperations.TryGet(Map, socket, out value);

    /// <summary>Gives a socket a value, or another one. User code only.</summary>
    /// <param name="socket">A socket.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public void Set(SafeHandle socket, TValue value) => StorageOperations.Set(Map, socket, value);

    /// <summary>Removes the value of a socket. User code only.</summary>
    /// <param name="socket">A socket.</param>
    /// <returns>False when it had none.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(SafeHandle socket) => StorageOperations.Remove(Map, socket);
}
