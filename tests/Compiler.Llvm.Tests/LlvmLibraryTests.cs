using BpfSharp.Compiler.Worker;
using static BpfSharp.Compiler.Llvm.Tests.Fixtures;

namespace BpfSharp.Compiler.Llvm.Tests;

public sealed class LlvmLibraryTests
{
    [Fact]
    public void Without_LLVM_the_answer_says_what_is_missing()
    {
        var response = Worker.Compile(Request(Module("core")), libLlvm: "/nowhere/libLLVM.so");
        Assert.Equal(CompileOutcome.LlvmUnusable, response.Outcome);
        Assert.Contains("BPFSHARP_LIBLLVM", response.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere/libLLVM.so", response.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Children_find_the_same_library_as_their_parent()
    {
        var response = Worker.Compile(Request(Module("core"), Module("core")), libLlvm: "/nowhere/libLLVM.so");
        Assert.Equal(CompileOutcome.LlvmUnusable, response.Outcome);
    }

    [Fact]
    public void A_library_that_is_not_LLVM_is_refused()
    {
        var response = Worker.Compile(Request(Module("core")), libLlvm: "libc.so.6");
        Assert.Equal(CompileOutcome.LlvmUnusable, response.Outcome);
        Assert.Contains("libc.so.6", response.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_LLVM_that_is_too_old_is_refused()
    {
        string? old = Library("libLLVM-14.so.1", "libLLVM-13.so.1");
        Assert.SkipUnless(old is not null, "no LLVM older than 15 is installed");
        var response = Worker.Compile(Request(Module("core")), libLlvm: old);
        Assert.Equal(CompileOutcome.LlvmUnusable, response.Outcome);
        Assert.Contains("older than LLVM 15", response.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("15", "libLLVM-15.so.1")]
    [InlineData("16", "libLLVM-16.so.1")]
    [InlineData("19", "libLLVM.so.19.1")]
    [InlineData("22", "libLLVM.so.22.1")]
    public void Every_supported_LLVM_compiles(string major, string name)
    {
        string? library = Library(name);
        Assert.SkipUnless(library is not null, $"{name} is not installed");
        var response = Worker.Compile(Request(Module("counter"), Module("core"), Module("fatal")), library);
        Assert.Equal(major, response.LlvmVersion.Split('.')[0]);
        Assert.Equal([true, true, false], response.Modules.Select(static m => m.Ok));
    }

    [Theory]
    [InlineData("ID=debian\nVERSION_ID=\"12\"", "apt-get install libllvm19")]
    [InlineData("ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"22.04\"", "apt-get install libllvm15")]
    [InlineData("ID=linuxmint\nID_LIKE=\"ubuntu debian\"", "apt-get install libllvm19")]
    [InlineData("NAME=\"Fedora Linux\"\nID=fedora", "dnf install llvm-libs")]
    [InlineData("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"", "dnf install llvm-libs")]
    [InlineData("ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"", "zypper install libLLVM19")]
    [InlineData("ID=alpine\nVERSION_ID=3.22.0", "apk add llvm19-libs")]
    [InlineData("ID=manjaro\nID_LIKE=arch", "pacman -S llvm-libs")]
    public void The_hint_is_the_distributions_own_command(string osRelease, string command) =>
        Assert.Equal($"Install it with: {command}", InstallHint.For(osRelease));

    [Fact]
    public void An_unknown_system_gets_general_advice() => Assert.Contains("libLLVM (19 is recommended)", InstallHint.For("ID=plan9"), StringComparison.Ordinal);
}
