using System.Runtime.InteropServices;

namespace BpfSharp.Simulation;

/// <summary>Zeroed memory outside the managed heap, 64-byte aligned, freed when disposed or collected and no longer in use.</summary>
internal sealed unsafe class NativeBlock : SafeHandle
{
    public NativeBlock(nuint size)
        : base(0, ownsHandle: true)
    {
        void* memory = NativeMemory.AlignedAlloc(size, 64);
        NativeMemory.Clear(memory, size);
        SetHandle((nint)memory);
    }

    public override bool IsInvalid => handle == 0;

    public nint Address => handle;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
