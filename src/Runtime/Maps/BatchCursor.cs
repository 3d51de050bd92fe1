namespace BpfSharp;

/// <summary>
/// Place in a map between two batch reads. The kernel stores a bucket number in 4 bytes for hashes, but array maps
/// store a whole key; 8 bytes hold both.
/// </summary>
internal struct BatchCursor
{
    public ulong Position;
    public bool IsStarted;
}
