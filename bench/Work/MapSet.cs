namespace BpfSharp.Bench.Work;

/// <summary>The maps that are measured; the C twin loads this object too.</summary>
[BpfObject]
sealed partial class MapSet
{
    [BpfMap(MaxEntries = 10_000)] public partial HashMap<ulong, ulong> Small { get; }
    [BpfMap(MaxEntries = 1_000_000)] public partial HashMap<ulong, ulong> Large { get; }

    /// <summary>Objects have at least one program.</summary>
    [SocketFilter]
    int Nothing() => 0;
}
