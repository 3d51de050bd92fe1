namespace BpfSharp;

/// <summary>
/// The running kernel cannot do what was asked, whatever the privileges: a feature is missing, or the function or
/// tracepoint to attach to does not exist. This is the kind of failure a <see cref="BpfProgramAttribute.FallbackFor"/>
/// program stands in for.
/// </summary>
public sealed class BpfUnsupportedException : BpfException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="feature">The missing feature; null when a hook's target is what is missing.</param>
    /// <param name="errno">Linux error number; 0 when no system call failed.</param>
    /// <param name="operation">What was being done, to follow the words "Could not".</param>
    /// <param name="advice">Why it failed and what to do; whole sentences.</param>
    public BpfUnsupportedException(BpfFeature? feature, int errno, string operation, string advice)
        : base(errno, operation, advice) => Feature = feature;

    /// <summary>The missing feature; null when a hook's target is what is missing.</summary>
    public BpfFeature? Feature { get; }
}
