using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>An attachment by perf event; where the kernel has links for those (5.15), it counts what they missed.</summary>
internal sealed class PerfLink(KernelProgram program, FileHandle? link, FileHandle perf) : KernelLink(program, link ?? perf, link is null ? null : perf)
{
    protected override FileHandle? Link => link;

    /// <summary>Times that the event fired without the program; null when the kernel does not tell (before 6.7).</summary>
    public override ulong? Missed => link is { IsClosed: false } ? LinkMisses.Read(link) : null;
}
