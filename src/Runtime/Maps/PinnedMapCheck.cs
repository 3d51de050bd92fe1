using BpfSharp.Btf;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Whether a pinned map is the one that an object declares: reading another one's bytes as one's own would not fail, only lie.</summary>
internal static class PinnedMapCheck
{
    public static void Run(KernelMap declared, in MapInfo pinned, string path)
    {
        Check("kind", declared.Type, (BpfMapType)pinned.Type);
        Check("key size", (uint)declared.KeySize, pinned.KeySize);
        Check("value size", (uint)declared.ValueSize, pinned.ValueSize);
        // What it would be made with, not what is declared: sizes are rounded, and sections get flags.
        if (declared.Spec.MaxEntries != 0)
            Check("capacity", MapCreator.Capacity(declared.Spec), pinned.MaxEntries);
        // kernel/bpf/devmap.c adds this one by itself.
        uint byKernel = declared.Type is BpfMapType.DevMap or BpfMapType.DevMapHash ? (uint)BpfMapFlags.ReadOnlyProgram : 0;
        Check("flags", (BpfMapFlags)(MapCreator.Flags(declared.Spec) | byKernel), (BpfMapFlags)(pinned.Flags | byKernel));
        if (declared.DeclaredTypes is not { } types || declared.Spec.KeyTypeId == 0 || pinned.BtfId == 0)
            return;
        var theirs = MapTypes.Read(pinned.BtfId, path);
        CheckTypes("key", declared.Spec.KeyTypeId, (int)pinned.BtfKeyTypeId);
        CheckTypes("value", declared.Spec.ValueTypeId, (int)pinned.BtfValueTypeId);

        void Check<T>(string what, T wanted, T found)
        {
            if (!EqualityComparer<T>.Default.Equals(wanted, found))
                throw new ArgumentException($"The map pinned at {path} is not {declared.Name}: its {what} is {found}, not {wanted}. Delete the file if the map may be made anew.");
        }

        void CheckTypes(string what, int wanted, int found)
        {
            if (wanted != 0 && found != 0 && LayoutComparer.FindDifference(types, wanted, theirs, found) is { } difference)
                throw new ArgumentException($"The map pinned at {path} is not {declared.Name}: in its {what}, {difference}. Delete the file if the map may be made anew.");
        }
    }
}
