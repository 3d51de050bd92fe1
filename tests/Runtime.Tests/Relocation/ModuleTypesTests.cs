using BpfSharp.Btf;
using BpfSharp.Objects;
using BpfSharp.Runtime.Tests.Btf;
using BpfSharp.Runtime.Tests.Objects;
using Xunit;

namespace BpfSharp.Runtime.Tests.Relocation;

/// <summary>Types of modules count where the kernel proper has none of the name.</summary>
public sealed class ModuleTypesTests
{
    [Theory]
    [InlineData(false, 8)]
    [InlineData(true, 16)]
    public void Modules_are_searched_after_the_kernel(bool kernelHasIt, int offset)
    {
        var lower = new BtfWriter().Add("unsigned int", 1, 0, 4, 32);
        if (kernelHasIt) lower.Add("split_twin", 4, 1, 20, lower.Name("same"), 1, 16 * 8);
        byte[] bytes = lower.ToBytes();
        var kernel = KernelBtf.Parse(bytes, "vmlinux");
        var upper = new BtfWriter(BitConverter.ToUInt32(bytes, 20));
        kernel.AddModule(KernelBtf.Parse(upper.Add("split_twin", 4, 1, 12, upper.Name("same"), 1, 8 * 8).ToBytes(), "module", kernel));

        var spec = ObjectSpec.Parse(Toolchain.BytesOf("core_local"), "core_local");
        var linked = ProgramLinker.Link(spec, spec.Programs.Single(p => p.Name == "ambiguous_same"), kernel, _ => 3);
        Assert.Empty(linked.Failures);
        Assert.Equal(offset, BitConverter.ToInt16(linked.Instructions, 8 + 2));
    }

    /// <summary>As files: the kernel's first, which stands alone, then those that continue it.</summary>
    [Fact]
    public void Files_of_modules_follow_the_kernels()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string kernelFile = Path.Combine(folder, "vmlinux"), moduleFile = Path.Combine(folder, "module");
            byte[] bytes = new BtfWriter().Add("unsigned int", 1, 0, 4, 32).ToBytes();
            File.WriteAllBytes(kernelFile, bytes);
            var upper = new BtfWriter(BitConverter.ToUInt32(bytes, 20));
            byte[] split = upper.Add("only_here", 4, 1, 12, upper.Name("same"), 1, 8 * 8).ToBytes();
            File.WriteAllBytes(moduleFile, split);
            var kernel = KernelBtf.Open([kernelFile, moduleFile]);
            var (types, id) = kernel.FindWithModules(BtfKind.Struct, "only_here");
            Assert.Equal((moduleFile, 2), (types.Name, id));
            Assert.Equal((true, false), (KernelBtf.IsSplit(split), KernelBtf.IsSplit(bytes)));
            Assert.Contains("files of its modules", Assert.Throws<BpfObjectFormatException>(() => KernelBtf.Open([kernelFile, kernelFile])).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
