namespace BpfSharp.Integration.Rejections;

/// <summary>A key that is larger than older kernels take: it would not fit a program's stack.</summary>
[BpfObject]
public sealed unsafe partial class LongKeyMap
{
    public struct Name { public fixed byte Bytes[600]; }

    [BpfMap(MaxEntries = 4)] public partial HashMap<Name, int> ByName { get; }
}

/// <summary>A value that is larger than what the kernel allocates in one piece.</summary>
[BpfObject]
public sealed unsafe partial class LongValueMap
{
    public struct Blob { public fixed byte Bytes[1 << 28]; }

    [BpfMap(MaxEntries = 4)] public partial HashMap<int, Blob> Blobs { get; }
}

/// <summary>More than any machine has: four tebibytes.</summary>
[BpfObject]
public sealed unsafe partial class WideMap
{
    public struct Page { public fixed byte Bytes[4088]; }

    [BpfMap(MaxEntries = 1 << 30)] public partial HashMap<long, Page> Pages { get; }
}
