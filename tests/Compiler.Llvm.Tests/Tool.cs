using System.Diagnostics;

namespace BpfSharp.Compiler.Llvm.Tests;

/// <summary>Programs of the system that judge what the worker makes.</summary>
internal static class Tool
{
    public static bool Exists(string name) => Find(name) is not null;

    public static (int ExitCode, string Text) Run(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Find(name)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    static string? Find(string name) =>
        "/usr/sbin:/usr/bin:/usr/local/bin".Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
