namespace BpfSharp.Integration.Maps;

/// <summary>Nothing in this object but the map's value names the kernel's type, which the kernel still wants to be a struct.</summary>
[BpfObject(MinimumKernel = "6.4")]
public sealed unsafe partial class KptrReaders
{
    public struct Kept { public BpfKptr<KeptMask> Mask; }

    [BpfMap(MaxEntries = 1)] public partial ArrayMap<Kept> All { get; }

    [Xdp]
    internal int IsEmpty()
    {
        ref Kept kept = ref All.GetValueRefOrNullRef(0);
        return kept.Mask.Value == null ? 2 : 1;
    }
}
