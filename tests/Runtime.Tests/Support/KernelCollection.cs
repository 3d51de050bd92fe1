using Xunit;

namespace BpfSharp.Runtime.Tests.Support;

/// <summary>Tests that load into the kernel run one after the other: they count descriptors and events of this process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class KernelCollection
{
    public const string Name = "kernel";
}
