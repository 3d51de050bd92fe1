using Xunit;

namespace BpfSharp.Runtime.Tests.Links;

public sealed class FunctionPatternTests
{
    [Theory]
    [InlineData("vfs_read", "vfs_read", true)]
    [InlineData("vfs_readv", "vfs_read", false)]
    [InlineData("vfs_readv", "vfs_read?", true)]
    [InlineData("vfs_read", "vfs_read?", false)]
    [InlineData("vfs_read", "vfs_*", true)]
    [InlineData("do_vfs_read", "vfs_*", false)]
    [InlineData("__x64_sys_openat2", "*sys*at*", true)]
    [InlineData("__x64_sys_openat2", "*sys*at", false)]
    [InlineData("aab", "a*ab", true)]
    [InlineData("ab", "a**b", true)]
    [InlineData("", "*", true)]
    [InlineData("", "?", false)]
    public void Stars_stand_for_any_letters(string name, string pattern, bool matches) => Assert.Equal(matches, NamePattern.Matches(name, pattern));
}
