using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using BpfSharp.Compiler.Worker;

namespace BpfSharp.Compiler.Llvm;

/// <summary>Compiles modules in one child process each, so that none can disturb or end another.</summary>
/// <param name="limit">How long a child may take before it is ended.</param>
internal sealed class ChildCompiler(string program, IReadOnlyList<string> arguments, TimeSpan limit)
{
    /// <summary>A module takes milliseconds; what takes this long will not end.</summary>
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>This very program again, whether it runs under the <c>dotnet</c> host or its own.</summary>
    public static ChildCompiler ForThisProgram(bool keepLoops = false)
    {
        string host = Environment.ProcessPath ?? throw new InvalidOperationException("The path of the running program is unknown.");
        string assembly = Path.Combine(AppContext.BaseDirectory, "bpfsharp-llvm.dll");
        string[] verb = keepLoops ? ["module", "--keep-loops"] : ["module"];
        return new ChildCompiler(host, Path.GetFileNameWithoutExtension(host) == "dotnet" ? [assembly, .. verb] : verb, Limit);
    }

    /// <summary>Fills <paramref name="results"/> at the <paramref name="indices"/>.</summary>
    public void Compile(ImmutableArray<CompileModule> modules, int[] indices, ModuleResult?[] results) =>
        Parallel.ForEach(indices, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => results[i] = Compile(modules[i]));

    internal ModuleResult Compile(CompileModule module)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using var child = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
            return Talk(child, module);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return Failed(module, $"its compiler process '{program}' cannot be started: {e.Message}");
        }
    }

    ModuleResult Talk(Process child, CompileModule module)
    {
        // Both streams are read while the request is written, or either side could block the other.
        var answer = new MemoryStream();
        var reading = child.StandardOutput.BaseStream.CopyToAsync(answer);
        var errors = child.StandardError.ReadToEndAsync();
        var writing = Task.Run(() => Send(child, module));
        if (!child.WaitForExit(limit) || !Task.WaitAll([reading, errors, writing], limit))
        {
            child.Kill(entireProcessTree: true);
            child.WaitForExit();
            return Failed(module, $"its compiler process did not end within {limit.TotalSeconds:0.##} s and was stopped");
        }
        if (child.ExitCode != 0) return Failed(module, Crash(child.ExitCode, errors.Result));
        try
        {
            answer.Position = 0;
            var response = CompileResponse.Read(answer);
            return response switch
            {
                { Outcome: CompileOutcome.Done, Modules: [var result] } => result,
                { Outcome: CompileOutcome.Done } => Failed(module, $"its compiler process answered for {response.Modules.Length} modules"),
                _ => Failed(module, response.Message),
            };
        }
        catch (WorkerProtocolException e)
        {
            return Failed(module, $"its compiler process gave an answer that cannot be read: {e.Message}");
        }
    }

    static void Send(Process child, CompileModule module)
    {
        try
        {
            new CompileRequest("", [module]).Write(child.StandardInput.BaseStream);
            child.StandardInput.Close();
        }
        catch (IOException)
        {
            // The child ended early; its exit code says more than this broken pipe.
        }
    }

    static string Crash(int exitCode, string errors)
    {
        string text = errors.Trim();
        // .NET reports a signal as 128 plus its number.
        string how = exitCode > 128 ? $"was ended by signal {exitCode - 128} (exit code {exitCode})" : $"failed with exit code {exitCode}";
        return $"its compiler process {how}{(text.Length == 0 ? "" : $": {text}")}";
    }

    static ModuleResult Failed(CompileModule module, string why) => ModuleResult.Failed($"{module.Name} was not compiled: {why}.");
}
