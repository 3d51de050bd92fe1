namespace BpfSharp.Package.Tests;

internal static class Kernel
{
    /// <summary>For the last lines of a test: what was built is proven by then.</summary>
    public static void Requires()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root");
        Assert.SkipUnless(File.Exists("/sys/kernel/btf/vmlinux"), "needs the kernel's BTF");
    }

    /// <summary>Runs a program made of <c>Content/</c>, which succeeds when the kernel told it of its own child.</summary>
    public static void SeesFork(Func<CommandResult> run)
    {
        Requires();
        Assert.Matches(@"saw \d+ fork \d+", run().Succeeds().Output);
    }
}
