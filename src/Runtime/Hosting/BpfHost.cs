namespace BpfSharp;

/// <summary>Where a <see cref="BpfObject"/> lives: the running kernel, or a <see cref="SimulatedKernel"/> for unit tests.</summary>
public abstract class BpfHost
{
    private protected BpfHost()
    {
    }

    /// <summary>The running Linux kernel.</summary>
    public static BpfHost Kernel { get; } = new KernelHost();

    /// <summary>Opens an object: reads it, makes its globals' memory, but asks the kernel for nothing yet.</summary>
    internal abstract ObjectBackend Open(BpfObjectDefinition definition, ReadOnlySpan<byte> objectBytes);
}
