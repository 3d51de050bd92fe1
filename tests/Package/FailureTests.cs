using System.Text.RegularExpressions;

namespace BpfSharp.Package.Tests;

/// <summary>A machine that lacks something is told so once, with what to do.</summary>
public sealed partial class FailureTests(PackedPackage package)
{
    [Fact]
    public void Missing_LLVM_is_one_error_with_the_command_that_installs_it()
    {
        var app = package.Application();
        string error = OnlyError(app.Dotnet([("BPFSHARP_LIBLLVM", "/nowhere/libLLVM.so")], "build").Fails());
        Assert.Contains("BPF0910", error, StringComparison.Ordinal);
        Assert.Contains("/nowhere/libLLVM.so", error, StringComparison.Ordinal);

        // The server that refused is asked again once LLVM is there: nothing of the failure is kept.
        app.Dotnet("build", "--no-restore").Succeeds();
    }

    [Fact]
    public void Missing_worker_is_one_error_with_its_path()
    {
        string error = OnlyError(package.Application().Dotnet("build", "-p:BpfSharpWorkerPath=/nowhere/bpfsharp-llvm.dll").Fails());
        Assert.Contains("BPF0912", error, StringComparison.Ordinal);
        Assert.Contains("/nowhere/bpfsharp-llvm.dll", error, StringComparison.Ordinal);
    }

    static string OnlyError(CommandResult result) => Assert.Single(ErrorLine().Matches(result.Output).Select(m => m.Value).Distinct());

    [GeneratedRegex(@"^.*\berror\b \w+:.*$", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
