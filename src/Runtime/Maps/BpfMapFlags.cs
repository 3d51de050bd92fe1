namespace BpfSharp;

/// <summary>Map creation flags, with the kernel's values (<c>BPF_F_…</c> in linux/bpf.h).</summary>
[Flags]
public enum BpfMapFlags
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>Allocate hash elements when they are added, not when the map is created (4.6).</summary>
    NoPreallocation = 1 << 0,
    /// <summary>One LRU list per CPU instead of a common one (4.10).</summary>
    NoCommonLru = 1 << 1,
    /// <summary>Memory from the NUMA node given (4.14).</summary>
    NumaNode = 1 << 2,
    /// <summary>User space may only read (4.15).</summary>
    ReadOnly = 1 << 3,
    /// <summary>User space may only write (4.15).</summary>
    WriteOnly = 1 << 4,
    /// <summary>Seed the hash with zero instead of a random number; for tests only (5.0).</summary>
    ZeroSeed = 1 << 6,
    /// <summary>Programs may only read (5.2).</summary>
    ReadOnlyProgram = 1 << 7,
    /// <summary>Programs may only write (5.2).</summary>
    WriteOnlyProgram = 1 << 8,
    /// <summary>The array may be mapped into user memory (5.5).</summary>
    Mappable = 1 << 10,
    /// <summary>Keep the elements when the program holding the perf event array ends (5.11).</summary>
    PreserveElements = 1 << 11,
    /// <summary>Inner maps may differ in size (5.11).</summary>
    InnerMap = 1 << 12,
}
