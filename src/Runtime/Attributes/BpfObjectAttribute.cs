namespace BpfSharp;

/// <summary>
/// Marks a <c>partial</c> class as a BPF object: its attributed methods become kernel programs, its partial
/// properties become maps and globals. The generator supplies the other half, which derives from <see cref="BpfObject"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BpfObjectAttribute : Attribute
{
    /// <summary>
    /// Licence string the kernel is told. Helpers marked GPL-only (most tracing helpers) are refused unless it is
    /// GPL-compatible in the kernel's sense: "GPL", "GPL v2", "Dual MIT/GPL", "Dual BSD/GPL" and a few more.
    /// A bare "MIT" is not.
    /// </summary>
    public string License { get; set; } = "Dual MIT/GPL";

    /// <summary>
    /// The oldest kernel this object must load on, as <c>"major.minor"</c>, where it is not the project's <c>BpfMinimumKernel</c>.
    /// What that kernel lacks is a diagnostic (BPF0120).
    /// </summary>
    public string? MinimumKernel { get; set; }
}
