using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace BpfSharp.Bench;

/// <summary>Where figures come from.</summary>
/// <param name="Load">Runnable processes per CPU over the last minute when the part began: above 1, others were at work too.</param>
sealed partial record Machine(string Processor, int Cpus, int MemoryGigabytes, string Kernel, string Distribution, string DotNet, double Load, SortedDictionary<string, string> Versions)
{
    /// <param name="tools">Names and commands that print a version.</param>
    public static Machine Describe(params (string Name, string[] Command)[] tools)
    {
        SortedDictionary<string, string> versions = [];
        foreach (var (name, command) in tools)
            versions[name] = VersionPattern().Match(Command.Run(command)).Value;
        string load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        return new Machine(
            Line("/proc/cpuinfo", "model name") ?? "unknown",
            Environment.ProcessorCount,
            (int)Math.Round(long.Parse(Line("/proc/meminfo", "MemTotal")!.Split(' ')[0], CultureInfo.InvariantCulture) / 1024.0 / 1024),
            File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
            Line("/etc/os-release", "PRETTY_NAME", '=')?.Trim('"') ?? "unknown",
            RuntimeInformation.FrameworkDescription,
            Math.Round(double.Parse(load, CultureInfo.InvariantCulture) / Environment.ProcessorCount, 1),
            versions);
    }

    private static string? Line(string path, string key, char separator = ':') =>
        File.ReadLines(path).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(separator, 2)[1].Trim();

    [GeneratedRegex(@"\d+\.\d+(\.\d+)*")]
    private static partial Regex VersionPattern();
}
