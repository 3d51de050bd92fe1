namespace BpfSharp;

/// <summary>How often a program should have run and did not, as far as the kernel counts it.</summary>
/// <param name="ByRecursion">
/// Because the program, or another one of tracing, was running on that CPU already (kernel 5.12; for kprobes 6.7). Null when
/// the kernel does not count it.
/// </param>
/// <param name="ByProbe">
/// Because the probe itself could not: a return probe follows only so many calls at once (at least one for each CPU),
/// and no probe fires inside another's handler. Of attached kprobes and kretprobes, kernel 6.7. Null when the kernel does not count it.
/// </param>
public readonly record struct BpfMissedRuns(ulong? ByRecursion, ulong? ByProbe)
{
    /// <summary>All that were counted; null when nothing is, so that it is not known whether any were missed.</summary>
    public ulong? Total => ByRecursion is null && ByProbe is null ? null : ByRecursion.GetValueOrDefault() + ByProbe.GetValueOrDefault();
}
