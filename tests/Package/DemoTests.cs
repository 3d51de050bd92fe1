namespace BpfSharp.Package.Tests;

/// <summary>The readme's first command.</summary>
public sealed class DemoTests
{
    /// <summary>What it needs of the system, where a test takes something away.</summary>
    static readonly string[] s_tools = ["bash", "env", "uname", "id", "dirname", "readlink", "grep", "cat", "tail", "rm", "mkdir", "cp", "dpkg-query"];

    [Fact]
    public void It_shows_processes_without_a_network_and_ends_by_itself()
    {
        Kernel.Requires();
        // What an earlier run has left, whole or not, is in nobody's way.
        Directory.CreateDirectory(Path.Combine(Settings.RepositoryRoot, "artifacts/demo/feed"));
        File.WriteAllText(Path.Combine(Settings.RepositoryRoot, "artifacts/demo/feed/BpfSharp.99.0.0.nupkg"), "half a pack");
        var result = Run("/usr/bin/unshare", "--net", "/bin/bash", "eng/demo", "--seconds", "2").Succeeds();
        Assert.Matches(@"New process created: PID \d+ \(from parent \d+, bash\)", result.Output);
        Assert.DoesNotContain("setup: installing", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void It_shows_the_kprobe_form_in_a_machine_of_its_own()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/qemu-system-x86_64"), "needs qemu-system-x86_64");
        Assert.Matches(@"New process created: PID \d+ \(from parent \d+\)", Run("/bin/bash", "eng/demo", "--kprobe", "--seconds", "2").Succeeds().Output);
    }

    [Fact]
    public void Who_may_not_load_programs_is_told_so()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to become someone else");
        // Nor is there a sudo in a folder that does not exist.
        var result = Run("/usr/bin/setpriv", "--reuid=65534", "--clear-groups", "/usr/bin/env", "PATH=/usr/bin/nowhere", "/bin/bash", "-c", "uname() { echo Linux; }; . eng/demo").Fails();
        Assert.Contains("needs root", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_without_its_types_is_named()
    {
        Kernel.Requires();
        var result = Run("/usr/bin/unshare", "--mount", "/bin/bash", "-c", "mount -t tmpfs none /sys/kernel/btf && eng/demo").Fails();
        Assert.Contains("CONFIG_DEBUG_INFO_BTF", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dotnet", "Install it from https://dot.net/download")]
    [InlineData("ldconfig", "apt-get could not install: libllvm19")]
    public void What_is_missing_and_cannot_be_installed_is_named(string missing, string expected)
    {
        Kernel.Requires();
        string folder = Directory.CreateTempSubdirectory("bpfsharp-demo-").FullName;
        try
        {
            foreach (string tool in s_tools) File.CreateSymbolicLink(Path.Combine(folder, tool), "/usr/bin/" + tool);
            Script("dotnet", missing == "dotnet" ? "exit 127" : "echo 10.0.100");
            Script("ldconfig", missing == "ldconfig" ? "exit 0" : "echo libLLVM.so.19.1");
            Script("dpkg-query", missing == "ldconfig" ? "exit 1" : "echo installed");
            // A machine without a network.
            Script("apt-get", "exit 100");
            Script("apt-cache", "exit 100");
            var result = Run("/usr/bin/env", "PATH=" + folder, "/bin/bash", "eng/demo").Fails();
            Assert.Contains(expected, result.Output, StringComparison.Ordinal);
            Assert.Contains("demo: the set-up above could not be completed", result.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Script(string name, string body)
        {
            string path = Path.Combine(folder, name);
            File.Delete(path);
            File.WriteAllText(path, $"#!/bin/bash\n{body}\n");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    [Theory]
    [InlineData("--seconds", "0")]
    [InlineData("--seconds")]
    [InlineData("--kprobe", "--fast")]
    public void Wrong_options_are_refused(params string[] options) => Assert.Contains("demo: ", Run("/bin/bash", ["eng/demo", .. options]).Fails().Output, StringComparison.Ordinal);

    static CommandResult Run(string program, params string[] arguments) => Command.Run(Command.StartInfo(Settings.RepositoryRoot, program, arguments));
}
