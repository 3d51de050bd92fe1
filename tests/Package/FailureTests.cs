using System.Text.RegularExpressions;

namespace BpfSharp.Package.Tests;

/// <summary>A machine that lacks something is told so once, with what to do.</summary>
public sealed partial class FailureTests(PackedPackage package)
{
    [Fact]
    public void Missing_LLVM_is_one_error_with_the_command_that_installs_it()
    {
        var app = package.Application();
        string error = OnlyError(app.Dotnet([("BPFSHARP_LIBLLVM", "/nowhere/libLLVM.so")], "build", "--no-restore").Fails());
        Assert.Contains("BPF0910", error, StringComparison.Ordinal);
        Assert.Contains("/nowhere/libLLVM.so", error, StringComparison.Ordinal);

        // The server that refused is asked again once LLVM is there: nothing of the failure is kept.
        app.Dotnet("build", "--no-restore").Succeeds();
    }

    /// <summary>A machine like this one, but of another distribution and without LLVM, or with one from long ago.</summary>
    [Theory]
    [InlineData("ID=fedora", false, "LLVM 15 to 22 was not found. Install it with: dnf install llvm-libs")]
    [InlineData("ID=manjaro\\nID_LIKE=arch", true, "LLVM 15 to 22 was not found. libLLVM-14.so.1 is installed but older than LLVM 15. Install it with: pacman -S llvm-libs")]
    public void A_distribution_without_LLVM_is_told_its_own_command(string distribution, bool hasOld, string expected)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "needs root, to hide LLVM");
        Assert.SkipWhen(hasOld && !File.Exists("/usr/bin/gcc"), "needs gcc, to make an old LLVM");
        // Only the worker sees that machine: it is what looks for LLVM.
        var app = package.Application().Write("worker.sh", """
            #!/bin/sh
            cd "$(dirname "$0")"
            exec unshare --mount sh ./hidden.sh "$@"
            """).Write("hidden.sh", $"""
            set -e
            for file in /usr/lib/*/libLLVM*.so* /usr/lib/llvm-*/lib/libLLVM*.so*; do
              [ ! -f "$file" ] || mount --bind /dev/null "$file"
            done
            printf '{distribution}\n' > os-release
            mount --bind os-release /etc/os-release
            {(hasOld ? "echo 'void LLVMContextCreate(void) {}' | gcc -shared -x c - -o libLLVM-14.so.1" : "")}
            LD_LIBRARY_PATH=$PWD exec dotnet "$@"
            """);
        File.SetUnixFileMode(app.PathOf("worker.sh"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string error = OnlyError(app.Dotnet("build", "--no-restore", "-p:BpfSharpDotNetHostPath=" + app.PathOf("worker.sh"), "-p:BpfSharpNativeWorkerPath=").Fails());
        Assert.Contains("error BPF0910", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_worker_is_one_error_with_its_path()
    {
        string error = OnlyError(package.Application().Dotnet("build", "--no-restore", "-p:BpfSharpWorkerPath=/nowhere/bpfsharp-llvm.dll").Fails());
        Assert.Contains("BPF0912", error, StringComparison.Ordinal);
        Assert.Contains("there is no worker at '/nowhere/bpfsharp-llvm.dll'", error, StringComparison.Ordinal);
        Assert.Contains("dotnet restore --force", error, StringComparison.Ordinal);
    }

    static string OnlyError(CommandResult result) => Assert.Single(Errors(result));

    internal static IEnumerable<string> Errors(CommandResult result) => ErrorLine().Matches(result.Output).Select(m => m.Value).Distinct();

    [GeneratedRegex(@"^.*\berror\b \w+:.*$", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
