using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Turns EPERM and EACCES into what is missing.</summary>
internal static class PrivilegeErrors
{
    /// <summary>An exception that names the missing capability; null when none of those needed is missing.</summary>
    public static BpfException? Explain(int errno, string operation, params ReadOnlySpan<Capability> needed)
    {
        if (errno is not (Errno.EPERM or Errno.EACCES) || Capabilities.Missing(needed) is not { } missing)
            return null;
        string program = Path.GetFileName(Environment.ProcessPath) ?? "the program";
        return new(errno, operation, $"This process lacks {missing}: run it as root (sudo), or give {program} the capability (sudo setcap cap_bpf,cap_perfmon,cap_net_admin+ep …; before kernel 5.8, cap_sys_admin).");
    }

    /// <summary>A sentence about kernel lockdown, if that is what refuses; else empty.</summary>
    public static string Lockdown()
    {
        const string path = "/sys/kernel/security/lockdown";
        try
        {
            if (File.Exists(path) && File.ReadAllText(path).Contains("[confidentiality]", StringComparison.Ordinal))
                return " The kernel is locked down in confidentiality mode, which forbids BPF to read kernel memory: see kernel_lockdown(7).";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not being able to ask is no answer.
        }

        return "";
    }
}
