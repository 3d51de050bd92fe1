using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BpfSharp.Simulation;

/// <summary>Memory a simulated kernel knows: reads elsewhere fail as they do in the kernel instead of ending the process.</summary>
internal sealed unsafe class SimulatedMemory
{
    private readonly SortedList<nint, (int Size, bool IsUser)> _ranges = [];

    ~SimulatedMemory()
    {
        foreach (nint address in _ranges.Keys)
            NativeMemory.Free((void*)address);
    }

    public T* Allocate<T>(T value, bool isUser)
        where T : unmanaged
    {
        var address = (T*)NativeMemory.AllocZeroed((nuint)sizeof(T));
        *address = value;
        lock (_ranges)
            _ranges.Add((nint)address, (sizeof(T), isUser));
        return address;
    }

    public bool TryRead<T>(T* source, bool isUser, out T value)
        where T : unmanaged
    {
        value = default;
        if (!IsReadable((nint)source, sizeof(T), isUser))
            return false;
        value = Unsafe.ReadUnaligned<T>(source);
        return true;
    }

    private bool IsReadable(nint address, int size, bool isUser)
    {
        lock (_ranges)
        {
            // The last range that starts at or before the address.
            int low = 0, high = _ranges.Count;
            while (low < high)
            {
                int middle = (low + high) / 2;
                if (_ranges.Keys[middle] <= address)
                    low = middle + 1;
                else
                    high = middle;
            }

            if (low == 0)
                return false;
            nint start = _ranges.Keys[low - 1];
            var range = _ranges.Values[low - 1];
            return range.IsUser == isUser && address - start <= range.Size - size;
        }
    }
}
