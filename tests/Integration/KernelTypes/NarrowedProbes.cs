namespace BpfSharp.Integration.KernelTypes;

/// <summary>A number that a made-up kernel has narrower than it is declared.</summary>
[BpfObject]
internal sealed unsafe partial class NarrowedNumber
{
    public partial ref ulong Address { get; }
    public partial ref ulong Result { get; }

    [RawTracepoint("sys_enter")]
    int Read()
    {
        Result = ((Copied*)Address)->big;
        return 0;
    }
}

/// <summary>A number that is a bitfield there.</summary>
[BpfObject]
internal sealed unsafe partial class NarrowedBits
{
    public partial ref ulong Address { get; }
    public partial ref ulong Result { get; }

    [RawTracepoint("sys_enter")]
    int Read()
    {
        Result = (uint)((Copied*)Address)->negative;
        return 0;
    }
}

/// <summary>An element of an array of such numbers.</summary>
[BpfObject]
internal sealed unsafe partial class NarrowedElement
{
    public partial ref ulong Address { get; }
    public partial ref ulong Result { get; }

    [RawTracepoint("sys_enter")]
    int Read()
    {
        Result = (ulong)((CopiedWords*)Address)->name[3];
        return 0;
    }
}

/// <summary>Such a number by its address.</summary>
[BpfObject]
internal sealed unsafe partial class NarrowedByAddress
{
    public partial ref ulong Address { get; }
    public partial ref ulong Result { get; }

    [RawTracepoint("sys_enter")]
    int Read()
    {
        Bpf.TryReadKernel(&((Copied*)Address)->big, out Result);
        return 0;
    }
}

/// <summary>Such a number among others.</summary>
[BpfObject]
internal sealed unsafe partial class NarrowedInCopy
{
    public partial ref ulong Address { get; }
    public partial ref ulong Result { get; }

    [RawTracepoint("sys_enter")]
    int Read()
    {
        Copied copy = *(Copied*)Address;
        Result = copy.big;
        return 0;
    }
}

/// <summary>What is right on that kernel.</summary>
[BpfObject]
internal sealed unsafe partial class NarrowedProbes
{
    public partial ref SomeBytes Memory { get; }
    public partial ref ulong Address { get; }
    public partial ref ulong Result { get; }

    [RawTracepoint("sys_enter")]
    int Locate()
    {
        fixed (SomeBytes* memory = &Memory) Address = (ulong)memory;
        return 0;
    }

    /// <summary>Right on every kernel.</summary>
    [RawTracepoint("sys_enter")]
    int ReadAsWideAsItIs()
    {
        Copied* copied = (Copied*)Address;
        Result = KernelType.FieldSize(copied->big) == 8 ? copied->big : ((CopiedNarrow*)copied)->big;
        return 0;
    }

    /// <summary>What is as wide as declared, or wider.</summary>
    [RawTracepoint("sys_enter")]
    int ReadOthers()
    {
        Result = ((Copied*)Address)->id + ((ulong)((Copied*)Address)->inner.a << 32);
        return 0;
    }
}

/// <summary>The same type with the number as narrow as some kernels have it.</summary>
[KernelType("copied___narrow")]
internal struct CopiedNarrow
{
    public uint big;
}

/// <summary>The same type with an array of wider numbers.</summary>
[KernelType("copied___words")]
internal unsafe struct CopiedWords
{
    public fixed ushort name[8];
}
