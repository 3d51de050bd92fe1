using BpfSharp.Sys;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>What is read of the running kernel's texts.</summary>
public sealed class RunningKernelTests
{
    [Theory]
    [InlineData("6.18.9", "#1 SMP PREEMPT_DYNAMIC", "", 6, 18, 9)]
    [InlineData("6.1.0-13-amd64", "#1 SMP PREEMPT_DYNAMIC Debian 6.1.55-1 (2023-09-29)", "", 6, 1, 55)]
    [InlineData("5.15.0-25-generic", "#25-Ubuntu SMP", "Ubuntu 5.15.0-25.25-generic 5.15.30\n", 5, 15, 30)]
    [InlineData("4.9.337", "#1", "", 4, 9, 255)]
    public void The_version_is_that_of_the_source(string release, string build, string signature, int major, int minor, int patch) =>
        Assert.Equal((major << 16) | (minor << 8) | patch, RunningKernel.VersionCode(release, build, signature));

    [Fact]
    public void Symbols_are_found_in_one_reading_that_stops_at_the_last()
    {
        static IEnumerable<string> Lines()
        {
            yield return "ffffffff81000000 T _text";
            yield return "ffffffffc0000010 t shared\t[module]";
            yield return "ffffffffc0000020 t theirs\t[module]";
            yield return "ffffffffc0000030 t theirs\t[other]";
            yield return "ffffffff81000200 T shared";
            yield return "ffffffff81000300 T shared_too";
            yield return "broken";
            yield return "ffffffff81000400 D last";
            Assert.Fail("reads on although all was found");
        }

        var found = KernelAddresses.Read(Lines(), new HashSet<string> { "_text", "shared", "last" });
        Assert.Equal(3, found.Count);
        Assert.Equal((0xffffffff81000000, 0xffffffff81000200, 0xffffffff81000400), (found["_text"], found["shared"], found["last"]));
        Assert.Equal(0xffffffffc0000020, KernelAddresses.Read(Lines().Take(8), new HashSet<string> { "theirs", "absent" })["theirs"]);
    }
}
