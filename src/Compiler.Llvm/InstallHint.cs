namespace BpfSharp.Compiler.Llvm;

/// <summary>How to get LLVM on the distribution at hand.</summary>
internal static class InstallHint
{
    public static string ForThisSystem()
    {
        foreach (string path in (ReadOnlySpan<string>)["/etc/os-release", "/usr/lib/os-release"])
        {
            try
            {
                return For(File.ReadAllText(path));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next place, and in the end the general advice, will do.
            }
        }
        return For("");
    }

    /// <param name="osRelease">The content of an os-release file; see os-release(5).</param>
    internal static string For(string osRelease)
    {
        string ids = $" {Value(osRelease, "ID")} {Value(osRelease, "ID_LIKE")} ";
        string version = Value(osRelease, "VERSION_ID");
        string? command = ids switch
        {
            // Ubuntu 22.04 stops at LLVM 15; every later release, and Debian from 12 on, has 19.
            _ when Has("ubuntu") && version is "22.04" => "apt-get install libllvm15",
            _ when Has("ubuntu") || Has("debian") => "apt-get install libllvm19",
            _ when Has("fedora") || Has("rhel") || Has("centos") => "dnf install llvm-libs",
            _ when Has("suse") || Has("opensuse") => "zypper install libLLVM19",
            _ when Has("alpine") => "apk add llvm19-libs",
            _ when Has("arch") => "pacman -S llvm-libs",
            _ => null,
        };
        return command is null
            ? $"Install the package of your distribution that has libLLVM (19 is recommended), or set {LlvmLibrary.OverrideVariable} to its path."
            : $"Install it with: {command}";

        bool Has(string id) => ids.Contains($" {id} ", StringComparison.Ordinal);
    }

    static string Value(string osRelease, string key)
    {
        foreach (var line in osRelease.AsSpan().EnumerateLines())
            if (line.StartsWith(key) && line.Length > key.Length && line[key.Length] == '=')
                return line[(key.Length + 1)..].Trim().Trim('"').Trim('\'').ToString();
        return "";
    }
}
