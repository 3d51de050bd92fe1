namespace BpfSharp;

/// <summary>The running kernel as a host.</summary>
internal sealed class KernelHost : BpfHost
{
    internal override ObjectBackend Open(BpfObjectDefinition definition, ReadOnlySpan<byte> objectBytes) =>
        throw new PlatformNotSupportedException("Loading into the kernel is being written.");
}
