using System.Diagnostics;
using BpfSharp.Compiler.Worker;

namespace BpfSharp.Compiler.Llvm.Tests;

/// <summary>The worker as the generator starts it: a process of its own.</summary>
internal static class Worker
{
    internal sealed record Ended(int ExitCode, byte[] Output, string Errors)
    {
        public CompileResponse Response => CompileResponse.Read(new MemoryStream(Output));
    }

    public static CompileResponse Compile(CompileRequest request, string? libLlvm = null)
    {
        var message = new MemoryStream();
        request.Write(message);
        var ended = Run(["compile"], message.ToArray(), libLlvm);
        Assert.True(ended.ExitCode == 0, $"exit code {ended.ExitCode}: {ended.Errors}");
        return ended.Response;
    }

    public static Ended Run(string[] arguments, byte[]? input = null, string? libLlvm = null)
    {
        var start = new ProcessStartInfo(DotNet, [Path.Combine(AppContext.BaseDirectory, "bpfsharp-llvm.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (libLlvm is not null) start.Environment[LlvmLibrary.OverrideVariable] = libLlvm;
        using var process = Process.Start(start)!;
        var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It answered without reading everything.
        }
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), "The worker did not end.");
        Task.WaitAll(reading, errors);
        return new Ended(process.ExitCode, output.ToArray(), errors.Result);
    }

    /// <summary>The host that runs these tests, or the one beside the runtime they run on when they have a host of their own.</summary>
    static string DotNet
    {
        get
        {
            string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
            return Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "dotnet"));
        }
    }
}
