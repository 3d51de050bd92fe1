namespace BpfSharp;

/// <summary>Kinds of map, numbered as in the kernel's <c>enum bpf_map_type</c>; the version is the first kernel that has it.</summary>
public enum BpfMapType
{
    /// <summary>Not a map type.</summary>
    Unspecified = 0,
    /// <summary>Hash table (3.19).</summary>
    Hash = 1,
    /// <summary>Array (3.19).</summary>
    Array = 2,
    /// <summary>Table of programs for tail calls (4.2).</summary>
    ProgramArray = 3,
    /// <summary>Perf buffers, one per CPU (4.3).</summary>
    PerfEventArray = 4,
    /// <summary>Hash table with a value per CPU (4.6).</summary>
    PerCpuHash = 5,
    /// <summary>Array with a value per CPU (4.6).</summary>
    PerCpuArray = 6,
    /// <summary>Stack traces (4.6).</summary>
    StackTrace = 7,
    /// <summary>Control groups (4.8).</summary>
    CgroupArray = 8,
    /// <summary>Hash table that evicts the least recently used element (4.10).</summary>
    LruHash = 9,
    /// <summary>The same with a value per CPU (4.10).</summary>
    LruPerCpuHash = 10,
    /// <summary>Longest-prefix match (4.11).</summary>
    LpmTrie = 11,
    /// <summary>Array of maps (4.12).</summary>
    ArrayOfMaps = 12,
    /// <summary>Hash of maps (4.12).</summary>
    HashOfMaps = 13,
    /// <summary>Network devices (4.14).</summary>
    DevMap = 14,
    /// <summary>Sockets (4.14).</summary>
    SockMap = 15,
    /// <summary>CPUs for XDP redirection (4.15).</summary>
    CpuMap = 16,
    /// <summary>AF_XDP sockets (4.18).</summary>
    XskMap = 17,
    /// <summary>Sockets by hash (4.18).</summary>
    SockHash = 18,
    /// <summary>Storage per control group (4.19).</summary>
    CgroupStorage = 19,
    /// <summary>Sockets of a reuseport group (4.19).</summary>
    ReuseportSockArray = 20,
    /// <summary>Per-CPU storage per control group (4.20).</summary>
    PerCpuCgroupStorage = 21,
    /// <summary>Queue (4.20).</summary>
    Queue = 22,
    /// <summary>Stack (4.20).</summary>
    Stack = 23,
    /// <summary>Storage per socket (5.2).</summary>
    SkStorage = 24,
    /// <summary>Network devices by hash (5.4).</summary>
    DevMapHash = 25,
    /// <summary>Kernel structure implemented by programs (5.6).</summary>
    StructOps = 26,
    /// <summary>Ring buffer shared by all CPUs (5.8).</summary>
    RingBuffer = 27,
    /// <summary>Storage per inode (5.10).</summary>
    InodeStorage = 28,
    /// <summary>Storage per task (5.11).</summary>
    TaskStorage = 29,
    /// <summary>Bloom filter (5.16).</summary>
    BloomFilter = 30,
    /// <summary>Ring buffer written by user space (6.1).</summary>
    UserRingBuffer = 31,
    /// <summary>Storage per control group, newer form (6.2).</summary>
    CgroupLocalStorage = 32,
    /// <summary>Memory shared with user space (6.9).</summary>
    Arena = 33,
}
