using System.Diagnostics;

namespace BpfSharp.Package.Tests;

/// <param name="Output">What went to both streams.</param>
internal sealed record CommandResult(string CommandLine, int ExitCode, string Output)
{
    public CommandResult Succeeds()
    {
        Assert.True(ExitCode == 0, $"{CommandLine} ended with {ExitCode}:\n{Output}");
        return this;
    }

    public CommandResult Fails()
    {
        Assert.True(ExitCode != 0, $"{CommandLine} succeeded:\n{Output}");
        return this;
    }
}

/// <summary>Programs started as a user would, untouched by the environment that the tests run in.</summary>
internal static class Command
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public static ProcessStartInfo StartInfo(string folder, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // A test runner that MSBuild started passes on what MSBuild told it, and a CI system its own settings.
        foreach (string name in start.Environment.Keys.Where(IsNotTheUsers).ToArray()) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        foreach (var (name, value) in CompilerServer.Properties) start.Environment[name] = value;
        return start;
    }

    static bool IsNotTheUsers(string name) =>
        name is "CI" or "DOTNET_HOST_PATH" or "BPFSHARP_LIBLLVM" || name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);

    public static CommandResult Run(ProcessStartInfo start)
    {
        string commandLine = $"{start.FileName} {string.Join(' ', start.ArgumentList)}";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{commandLine} did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{commandLine} did not end within {Limit}");
        }
        return new CommandResult(commandLine, process.ExitCode, output.Result + errors.Result);
    }
}
