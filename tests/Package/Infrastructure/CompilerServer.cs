using System.Diagnostics;

namespace BpfSharp.Package.Tests;

/// <summary>
/// The compiler server that the tests' builds share, as a user's do: starting a compiler anew for each takes longer than all the
/// rest of a build. It is this run's own, so that no other build's server answers and none is left behind.
/// </summary>
internal sealed class CompilerServer : IDisposable
{
    static readonly string s_program = Path.Combine(Settings.CompilerFolder, "bincore/VBCSCompiler"), s_pipe = $"bpfsharp-tests-{Environment.ProcessId}";

    readonly Process _process;

    public CompilerServer()
    {
        _process = Start("-keepalive:-1");
        // Nobody reads what it says, and it must not wait for somebody to.
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What tells MSBuild of it: properties, as the environment gives them.</summary>
    public static IEnumerable<(string Name, string Value)> Properties { get; } = [("UseSharedCompilation", "true"), ("SharedCompilationId", s_pipe)];

    public void Dispose()
    {
        using (var end = Start("-shutdown")) end.WaitForExit();
        if (!_process.WaitForExit(TimeSpan.FromMinutes(1))) _process.Kill();
        _process.Dispose();
    }

    static Process Start(string option) =>
        Process.Start(Command.StartInfo("/", s_program, ["-pipename:" + s_pipe, option])) ?? throw new InvalidOperationException($"{s_program} did not start");
}
