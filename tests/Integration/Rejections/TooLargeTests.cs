using BpfSharp.Integration.Infrastructure;
using BpfSharp.Integration.Trampolines;
using Xunit;

namespace BpfSharp.Integration.Rejections;

/// <summary>What there is too much of, and what is said about it.</summary>
[Collection(nameof(Alone))]
public sealed class TooLargeTests
{
    const int TooBig = 7;

    [Fact]
    public void A_program_of_more_instructions_than_the_kernel_looks_at()
    {
        Requires.Root();
        string refused = Assert.Throws<BpfObjectFormatException>(() => BpfObjectFile.Open(CObject.PathOf("too_long")).Load().Dispose()).Message;
        Assert.Contains("has more than 1000000 instructions, which no kernel accepts (in socket at offset 0x0)", refused, StringComparison.Ordinal);
        Assert.Contains("by tail calls (ProgramArray)", refused, StringComparison.Ordinal);
    }

    /// <summary>38 since 6.0, 40 before (include/linux/bpf.h, BPF_MAX_TRAMP_LINKS), and fewer where their calls do not fit a page: 36 on 7.3.</summary>
    [Fact]
    public void More_programs_on_a_function_than_there_is_room_for()
    {
        Requires.Root();
        Requires.Trampolines();
        using CrowdedProbe probe = new();
        probe.Load();
        BpfException refused = Assert.Throws<BpfException>(() =>
        {
            foreach (BpfProgram program in probe.Programs)
                program.Attach();
        });
        Assert.Equal(TooBig, refused.Errno);
        Assert.Contains("__sys_socket has", refused.Advice, StringComparison.Ordinal);
        Assert.Contains("detach some, of this process or others (bpftool link)", refused.Advice, StringComparison.Ordinal);
        Assert.InRange(probe.Programs.Count(static program => program.IsAttached), 30, 40);
    }

    [Fact]
    public void A_map_that_no_machine_has_the_memory_for()
    {
        Requires.Root();
        using WideMap map = new();
        BpfException refused = Assert.Throws<BpfException>(map.Load);
        Assert.Contains("create map Pages (Hash, keys of 8 bytes, values of 4088, 1073741824 entries)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("about 4 TiB", refused.Advice, StringComparison.Ordinal);
        Assert.Contains("BpfMapFlags.NoPreallocation", refused.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_no_piece_of_memory()
    {
        Requires.Root();
        using LongValueMap map = new();
        Assert.Contains("A value of 268435456 bytes is larger than", Assert.Throws<BpfException>(map.Load).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_longer_than_a_stack()
    {
        Requires.Root();
        using LongKeyMap map = new();
        if (Machine.Kernel >= new Version(5, 13))
        {
            map.Load();
            return;
        }
        BpfException refused = Assert.Throws<BpfException>(map.Load);
        Assert.Equal(TooBig, refused.Errno);
        Assert.Contains("keys of at most 512 bytes, and these have 600", refused.Advice, StringComparison.Ordinal);
    }
}
