using System.Runtime.CompilerServices;
using Xunit;

namespace BpfSharp.Runtime.Tests.Strings;

/// <summary>Strings of fixed size on the CLR: what they hold, and what a simulated program reads into them.</summary>
public sealed class FixedStringTests
{
    [Theory]
    [InlineData("", "", false)]
    [InlineData("twelve bytes", "twelve bytes", false)]
    [InlineData("thirteen byte", "thirteen byt", true)]
    [InlineData("elevenbytesä", "elevenbytes", true)]    // the letter's first byte has room, its second has not
    [InlineData("ninebytes€", "ninebytes€", false)]
    [InlineData("tenbytes10€", "tenbytes10", true)]
    [InlineData("nine_byte😀", "nine_byte", true)]
    [InlineData("up to\0zero", "up to", false)]
    public void A_text_is_whole_or_says_that_it_is_cut(string text, string kept, bool isTruncated)
    {
        FixedString16 cut = FixedString16.FromString(text);
        Assert.Equal((kept, isTruncated), (cut.ToString(), cut.IsTruncated));
        Assert.Equal(FixedString16.FromString(text), cut);
        Assert.Equal(isTruncated, cut != FixedString16.FromString(kept));
        Assert.Equal(16, Unsafe.SizeOf<FixedString16>());
    }

    [Fact]
    public unsafe void A_simulated_program_reads_the_same_as_the_kernel()
    {
        SimulatedKernel kernel = new();
        Comm text = Comm.FromString("fifteen_letters");
        byte* inKernel = (byte*)kernel.Allocate(text);
        byte* inUser = (byte*)kernel.AllocateUser(text);
        using (kernel.Enter())
        {
            Assert.True(Bpf.TryReadKernelString(inKernel, out FixedString16 cut));
            Assert.Equal(("fifteen_lett", true), (cut.ToString(), cut.IsTruncated));
            Assert.True(Bpf.TryReadUserString(inUser, out FixedString64 whole));
            Assert.Equal(("fifteen_letters", false, 15), (whole.ToString(), whole.IsTruncated, whole.Length));
            Assert.False(Bpf.TryReadUserString(inKernel, out whole));
            Assert.Equal("", whole.ToString());
        }
    }
}
