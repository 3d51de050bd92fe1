namespace BpfSharp.Integration.KernelTypes;

[KernelType("copied")]
internal unsafe struct Copied
{
    public uint id;
    public int negative;
    public ulong big;
    public fixed byte name[8];
    public CopiedInner inner;

    [KernelBitfield]
    public uint low, mode;

    [KernelBitfield]
    public int below;
}

[KernelType("copied_inner")]
internal struct CopiedInner
{
    public ushort a;
    public short b;
}

internal struct Values
{
    public uint Id, Low, Mode;
    public int Negative, Below;
    public ulong Big, Name;
    public ushort A;
    public short B;
}

[System.Runtime.CompilerServices.InlineArray(2048)]
internal struct SomeBytes
{
    private byte _first;
}

/// <summary>Reads memory of its own as if it were the kernel's, which is made up: by one copy, and each field alone.</summary>
[BpfObject]
internal sealed unsafe partial class CopyProbes
{
    public partial ref SomeBytes Memory { get; }
    public partial ref ulong Address { get; }
    public partial ref Values Whole { get; }
    public partial ref Values Each { get; }
    public partial ref CopiedInner Inner { get; }

    [RawTracepoint("sys_enter")]
    int Locate()
    {
        fixed (SomeBytes* memory = &Memory) Address = (ulong)memory;
        return 0;
    }

    [RawTracepoint("sys_enter")]
    int CopyWhole()
    {
        Copied copy = *(Copied*)Address;
        Whole = new()
        {
            Id = copy.id, Negative = copy.negative, Big = copy.big, Name = *(ulong*)copy.name, A = copy.inner.a, B = copy.inner.b, Low = copy.low, Mode = copy.mode,
            Below = copy.below,
        };
        return 0;
    }

    [RawTracepoint("sys_enter")]
    int CopyInner()
    {
        Inner = ((Copied*)Address)->inner;
        return 0;
    }

    [RawTracepoint("sys_enter")]
    int ReadEach()
    {
        Copied* from = (Copied*)Address;
        Each = new()
        {
            Id = from->id, Negative = from->negative, Big = from->big, Name = Bpf.ReadKernel((ulong*)from->name), A = from->inner.a, B = from->inner.b, Low = from->low,
            Mode = from->mode, Below = from->below,
        };
        return 0;
    }
}
