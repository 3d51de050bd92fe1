using System.ComponentModel;
using System.Diagnostics;
using BpfSharp.Compiler.Worker;

// Analyzers must not start processes or look at the machine, because they run on every keystroke and their output must not
// depend on anything but the compilation. This is the one exception: it runs in real builds only, its output depends on the
// request and the installed LLVM alone, and LLVM inside the compiler's process would take the compiler down with it.
#pragma warning disable RS1035

namespace BpfSharp.Generator.Worker;

/// <summary>Starts the worker, hands it a request and reads its answer.</summary>
internal static class WorkerClient
{
    /// <summary>A module takes milliseconds and may take 30 s in the worker before that gives up on it.</summary>
    static readonly TimeSpan FirstModule = TimeSpan.FromSeconds(35), EachFurtherModule = TimeSpan.FromSeconds(15);

    public static WorkerAnswer Ask(WorkerOptions options, CompileRequest request, CancellationToken cancellation) =>
        Ask(options, request, FirstModule + TimeSpan.FromTicks(EachFurtherModule.Ticks * (request.Modules.Length - 1)), cancellation);

    internal static WorkerAnswer Ask(WorkerOptions options, CompileRequest request, TimeSpan limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (File.Exists(options.DotNetPath) && !File.Exists(options.WorkerPath)) return new WorkerAnswer.Failed(Missing(options.WorkerPath));
        // An executable may not start where it was not made for: another C library, a package folder that is another user's.
        // The other worker runs wherever the build does, and says what is wrong if it is something else.
        if (options.NativeWorkerPath.Length > 0 && Run(options, isNative: true, request, limit, cancellation) is not (WorkerAnswer.Failed { HasStarted: false }) and var answer) return answer;
        return Run(options, isNative: false, request, limit, cancellation);
    }

    static WorkerAnswer Run(WorkerOptions options, bool isNative, CompileRequest request, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(StartInfo(options, isNative)) ?? throw new InvalidOperationException("no process was started");
            return Talk(process, request, limit, cancellation);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return new WorkerAnswer.Failed($"the worker '{options.DotNetPath} {options.WorkerPath}' cannot be started: {e.Message}", HasStarted: false);
        }
    }

    static ProcessStartInfo StartInfo(WorkerOptions options, bool isNative)
    {
        var start = new ProcessStartInfo(isNative ? options.NativeWorkerPath : options.DotNetPath, isNative ? "compile" : $"{Quote(options.WorkerPath)} compile")
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The compiler server's current folder is an accident.
            WorkingDirectory = Path.GetDirectoryName(options.WorkerPath),
        };
        // The same for its environment, which is that of whoever started it first: only the project's own word counts.
        start.Environment.Remove("BPFSHARP_LIBLLVM");
        if (options.LibLlvm.Length > 0) start.Environment["BPFSHARP_LIBLLVM"] = options.LibLlvm;
        return start;
    }

    static WorkerAnswer Talk(Process process, CompileRequest request, TimeSpan limit, CancellationToken cancellation)
    {
        using var registration = cancellation.Register(() => Kill(process));
        // Both streams are read while the request is written, or either side could block the other.
        var output = new MemoryStream();
        var reading = Task.Run(() => process.StandardOutput.BaseStream.CopyTo(output), CancellationToken.None);
        var errors = Task.Run(process.StandardError.ReadToEnd, CancellationToken.None);
        var writing = Task.Run(() => Send(process, request), CancellationToken.None);
        bool ended = process.WaitForExit((int)limit.TotalMilliseconds) && Task.WaitAll([reading, errors, writing], (int)limit.TotalMilliseconds, CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (!ended)
        {
            Kill(process);
            return new WorkerAnswer.Failed($"the worker did not end within {limit.TotalSeconds:0.##} s and was stopped");
        }
        // The dynamic linker ends a process that it cannot start with 1 or 127, and nothing was said on its output; the worker's own codes are 0, 2 and 3.
        if (process.ExitCode != 0) return new WorkerAnswer.Failed(Crash(process.ExitCode, errors.Result), HasStarted: process.ExitCode is not (1 or 127));
        try
        {
            output.Position = 0;
            var response = CompileResponse.Read(output);
            return response.Outcome == CompileOutcome.Done && response.Modules.Length != request.Modules.Length
                ? new WorkerAnswer.Failed($"the worker answered for {response.Modules.Length} modules")
                : new WorkerAnswer.Answered(response);
        }
        catch (WorkerProtocolException e)
        {
            return new WorkerAnswer.Failed($"the worker's answer cannot be read: {e.Message}");
        }
    }

    static void Send(Process process, CompileRequest request)
    {
        try
        {
            request.Write(process.StandardInput.BaseStream);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The worker ended early; its exit code says more than this broken pipe.
        }
    }

    static string Crash(int exitCode, string errors)
    {
        string text = errors.Trim();
        // .NET reports a signal as 128 plus its number.
        string how = exitCode > 128 ? $"was ended by signal {exitCode - 128} (exit code {exitCode})" : $"failed with exit code {exitCode}";
        return $"the worker {how}{(text.Length == 0 ? ". Please report this with the project that causes it" : ": " + text.Replace("\r", "").Replace('\n', ' '))}";
    }

    static string Missing(string path) =>
        $"there is no worker at '{path}'. It is a part of the package: if that was changed or deleted since it was restored, 'dotnet restore --force' brings it back. In BpfSharp's own repository, build src/Compiler.Llvm first, in the same configuration";

    /// <summary>Ends the worker and the processes it started.</summary>
    static void Kill(Process process)
    {
        try
        {
            // netstandard2.0 does not show the overload that takes the children along; every .NET since 3.0 has it.
            if (typeof(Process).GetMethod("Kill", [typeof(bool)]) is { } killTree) killTree.Invoke(process, [true]);
            else process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or System.Reflection.TargetInvocationException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>One argument, as .NET's own parser of command lines takes it apart again.</summary>
    static string Quote(string argument) => "\"" + argument.Replace("\"", "\\\"") + "\"";
}
