using System.Diagnostics;
using Xunit;

namespace BpfSharp.Compiler.Tests.Emit;

/// <summary>Runs the programs that judge what the emitter wrote.</summary>
internal static class Tool
{
    static readonly string[] Folders = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/bin", "/sbin"];

    public static string? Find(string name) => Folders.Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists);

    /// <summary>The tool's path; skips the test where it is not installed.</summary>
    public static string Need(string name)
    {
        string? path = Find(name);
        Assert.SkipUnless(path is not null, $"{name} is not installed");
        return path!;
    }

    /// <summary>Runs to the end and gives what was written; fails the test when the tool fails.</summary>
    public static string Run(string tool, params string[] arguments)
    {
        (int code, string output, string errors) = TryRun(tool, arguments);
        Assert.True(code == 0, $"{tool} {string.Join(' ', arguments)} ended with {code}:\n{errors}\n{output}");
        return output;
    }

    public static (int Code, string Output, string Errors) TryRun(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(Need(tool), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
