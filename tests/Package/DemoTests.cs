namespace BpfSharp.Package.Tests;

/// <summary>The readme's first command.</summary>
public sealed class DemoTests
{
    [Fact]
    public void It_shows_processes_and_ends_by_itself()
    {
        Kernel.Requires();
        var result = Run("/bin/bash", "eng/demo", "--seconds", "2").Succeeds();
        Assert.Matches(@"New process created: PID \d+ \(from parent \d+, bash\)", result.Output);
    }

    [Fact]
    public void Who_may_not_load_programs_is_told_so()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to become someone else");
        // Nor is there a sudo in a folder that does not exist.
        var result = Run("/usr/bin/setpriv", "--reuid=65534", "--clear-groups", "/usr/bin/env", "PATH=/nowhere", "/bin/bash", "eng/demo").Fails();
        Assert.Contains("needs root", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seconds", "0")]
    [InlineData("--fast")]
    public void Wrong_options_are_refused(params string[] options) => Assert.Contains("demo: ", Run("/bin/bash", ["eng/demo", .. options]).Fails().Output, StringComparison.Ordinal);

    static CommandResult Run(string program, params string[] arguments) => Command.Run(Command.StartInfo(Settings.RepositoryRoot, program, arguments));
}
