using System.Diagnostics;
using System.Text;
using BpfSharp.Compiler.Worker;
using Xunit;

namespace BpfSharp.Compiler.Tests.Emit;

/// <summary>The worker that compiles for users' builds too, as a process of its own.</summary>
internal static class WorkerProcess
{
    /// <summary>The object made of a module; null where LLVM refuses the module, and why.</summary>
    public static (byte[]? Object, string Problem) Compile(string moduleText, string cpu = "v3")
    {
        CompileRequest request = new("", [new CompileModule("Probe", cpu, WorkerProtocol.DefaultPasses, Encoding.UTF8.GetBytes(moduleText))]);
        CompileResponse response = Ask(request);
        Assert.SkipWhen(response.Outcome == CompileOutcome.LlvmUnusable, response.Message);
        Assert.True(response.Outcome == CompileOutcome.Done, response.Message);
        ModuleResult result = response.Modules.Single();
        return result.Ok ? (result.Object, "") : (null, string.Join("; ", result.Diagnostics.Select(d => d.Message)));
    }

    private static CompileResponse Ask(CompileRequest request)
    {
        ProcessStartInfo start = new(DotNet, [Path.Combine(AppContext.BaseDirectory, "bpfsharp-llvm.dll"), "compile"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        request.Write(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        CompileResponse response = CompileResponse.Read(process.StandardOutput.BaseStream);
        process.WaitForExit();
        return response;
    }

    /// <summary>The host beside the runtime that these tests run on: they may have a host of their own.</summary>
    private static string DotNet => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));
}
