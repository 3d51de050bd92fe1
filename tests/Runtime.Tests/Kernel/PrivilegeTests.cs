using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>Without privileges the missing one is named, whatever is tried.</summary>
[Collection(KernelCollection.Name)]
public sealed class PrivilegeTests
{
    [Fact]
    public void Loading_names_the_capability()
    {
        byte[] bytes = Sources.ForKernel("probe");
        Support.Kernel.WithoutCapabilities(() =>
        {
            using var probe = new Probe(bytes);
            var refused = Assert.Throws<BpfException>(probe.Load);
            Assert.Contains("CAP_BPF", refused.Advice);
            Assert.Contains("sudo", refused.Advice);
            Assert.Equal(1, refused.Errno);
            Assert.False(probe.IsLoaded);
        });
    }

    [Fact]
    public void Features_cannot_be_probed_without_it()
    {
        Support.Kernel.Require();
        Support.Kernel.WithoutCapabilities(() =>
            Assert.Contains("CAP_BPF", Assert.Throws<BpfException>(() => KernelFeatures.IsSupported(BpfFeature.RingBuffer)).Message));
    }
}
