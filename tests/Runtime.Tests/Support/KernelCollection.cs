using Xunit;

namespace BpfSharp.Runtime.Tests.Support;

/// <summary>
/// Tests that load into the kernel run one after the other: they count descriptors and events of this process. Those
/// with the trait, here and elsewhere, are run on every kernel of eng/vm.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[Trait("kernels", "all")]
public sealed class KernelCollection
{
    public const string Name = "kernel";
}
