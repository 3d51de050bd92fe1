using System.Diagnostics;

namespace BpfSharp.Bench;

static class Command
{
    /// <summary>Runs a tool to its end and gives its output.</summary>
    /// <exception cref="InvalidOperationException">It failed; with what it said.</exception>
    public static string Run(params string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}:\n{output}{errors.Result}");
    }
}
