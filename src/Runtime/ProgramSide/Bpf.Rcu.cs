using System.Diagnostics.CodeAnalysis;

namespace BpfSharp;

public static partial class Bpf
{
    /// <summary>
    /// Lets objects that programs find through <see cref="BpfKptr{T}.Value"/> stay until the end of the <c>using</c> that this must stand in
    /// (<c>bpf_rcu_read_lock</c>, kernel 6.2). Only programs that may sleep need it; in others all of the program is such a scope.
    /// </summary>
    /// <remarks>Within, nothing may sleep: the verifier refuses helpers that do. In a simulated kernel it does nothing.</remarks>
    /// <returns>What ends it when disposed.</returns>
    public static BpfRcuScope EnterRcuScope() => default;
}

/// <summary>What <see cref="Bpf.EnterRcuScope"/> gives.</summary>
public readonly ref struct BpfRcuScope
{
    /// <summary>Ends it (<c>bpf_rcu_read_unlock</c>).</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "It is called by 'using'.")]
    public void Dispose()
    {
    }
}
