using System.Runtime.InteropServices;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>What arrays of kernel objects have in common: user code enters them by file descriptor, programs use them by index.</summary>
public abstract class HandleArray : TypedMap
{
    private protected HandleArray(BpfMap map, BpfMapType type)
        : base(map, type) =>
        MapOperations.CheckTypes<int, int>(map);

    /// <summary>Number of places. User code only.</summary>
    public int Length => (int)Map.MaxEntries;

    /// <summary>Empties a place. User code only.</summary>
    /// <param name="index">Index, from 0.</param>
    /// <returns>False when it was empty.</returns>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Remove(int index) => MapOperations.Remove(Map, Checked(index));

    private protected unsafe void Enter(int index, SafeHandle handle, string what)
    {
        Checked(index);
        using var held = new HeldHandle(handle);
        int fd = held.Fd;
        MapOperations.ThrowIfFailed(Map, $"enter {what} into", Map.Update(&index, &fd, BpfUpdateMode.Any));
    }

    private protected int Checked(int index) => (uint)index < Map.MaxEntries ? index : throw MapErrors.OutOfRange(Map, index);
}
