using System.Collections.Concurrent;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>
/// What the running kernel can do, found out by trying it (loading a tiny program, creating a tiny map) and remembered.
/// </summary>
public static class KernelFeatures
{
    private const int Unknown = 0, Present = 1, Absent = 2;

    private static readonly ConcurrentDictionary<BpfMapType, bool> KnownMaps = new();
    private static readonly int[] Known = new int[Enum.GetValues<BpfFeature>().Length];

    /// <summary>Whether the running kernel has a feature.</summary>
    /// <param name="feature">The feature.</param>
    /// <exception cref="BpfException">This process lacks the privileges to find out.</exception>
    public static bool IsSupported(BpfFeature feature)
    {
        if (!Enum.IsDefined(feature))
            throw new ArgumentOutOfRangeException(nameof(feature), feature, "No such feature.");
        if (feature is not (BpfFeature.KernelBtf or BpfFeature.Kprobes)
            && PrivilegeErrors.Explain(Errno.EPERM, "probe the kernel's features", Capability.Bpf, Capability.Perfmon) is { } lacking)
            throw lacking;
        return Probe(feature);
    }

    /// <summary>Whether the running kernel has a kind of map.</summary>
    /// <param name="type">The kind.</param>
    /// <exception cref="BpfException">This process lacks the privileges to find out.</exception>
    /// <exception cref="NotSupportedException">BpfSharp does not know how to try this kind.</exception>
    public static bool IsSupported(BpfMapType type)
    {
        if (PrivilegeErrors.Explain(Errno.EPERM, "probe the kernel's kinds of map", Capability.Bpf) is { } lacking)
            throw lacking;
        return KnownMaps.GetOrAdd(type, static type => MapTypeProbes.Run(type));
    }

    /// <summary>The same for callers that have found out about privileges.</summary>
    internal static bool Probe(BpfFeature feature)
    {
        ref int known = ref Known[(int)feature];
        int state = Volatile.Read(ref known);
        if (state == Unknown)
        {
            state = FeatureProbes.Run(feature) ? Present : Absent;
            Volatile.Write(ref known, state);
        }

        return state == Present;
    }
}
