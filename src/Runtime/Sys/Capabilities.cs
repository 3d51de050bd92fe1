using System.Globalization;

namespace BpfSharp.Sys;

/// <summary>Linux capabilities BPF asks for, by their bit (linux/capability.h).</summary>
internal enum Capability
{
    NetAdmin = 12,
    SysAdmin = 21,
    SysResource = 24,
    Perfmon = 38,
    Bpf = 39,
}

/// <summary>What this thread may do.</summary>
internal static class Capabilities
{
    // Before 5.8 there is no CAP_BPF and CAP_PERFMON: CAP_SYS_ADMIN stands for both, then and now.
    public static bool Has(Capability capability)
    {
        ulong effective = Effective();
        return IsSet(effective, capability)
            || (capability is Capability.Bpf or Capability.Perfmon && IsSet(effective, Capability.SysAdmin));
    }

    /// <summary>The capabilities missing of those needed, in words; null when none is.</summary>
    public static string? Missing(params ReadOnlySpan<Capability> needed)
    {
        var missing = new List<string>();
        foreach (var capability in needed)
        {
            if (!Has(capability))
                missing.Add(Name(capability));
        }

        return missing.Count == 0 ? null : string.Join(" and ", missing);
    }

    public static string Name(Capability capability) => capability switch
    {
        Capability.NetAdmin => "CAP_NET_ADMIN",
        Capability.SysAdmin => "CAP_SYS_ADMIN",
        Capability.SysResource => "CAP_SYS_RESOURCE",
        Capability.Perfmon => "CAP_PERFMON",
        _ => "CAP_BPF",
    };

    private static bool IsSet(ulong set, Capability capability) => ((set >> (int)capability) & 1) != 0;

    private static ulong Effective()
    {
        const string prefix = "CapEff:";
        try
        {
            foreach (string line in File.ReadLines("/proc/thread-self/status"))
            {
                if (line.StartsWith(prefix, StringComparison.Ordinal))
                    return ulong.Parse(line.AsSpan(prefix.Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            }
        }
        catch (IOException)
        {
            // Without /proc nothing is known; the kernel's own answer decides.
        }

        return ulong.MaxValue;
    }
}
