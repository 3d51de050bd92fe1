using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;

namespace BpfSharp.Integration.CloneTrace;

/// <summary>An example as a user starts it: a process with output, signals and an exit status.</summary>
internal sealed partial class ExampleProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly BlockingCollection<string> _output = [];
    private readonly BlockingCollection<string> _errors = [];

    private ExampleProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static ExampleProcess Start(string name, params string[] prefix)
    {
        string[] command = [.. prefix, Find(name)];
        return new ExampleProcess(new ProcessStartInfo(command[0], command[1..]));
    }

    /// <summary>
    /// Examples are where the tests are: built (artifacts/bin/NAME/CONFIGURATION), or published for the virtual machines
    /// (artifacts/publish/NAME/CONFIGURATION).
    /// </summary>
    private static string Find(string name)
    {
        DirectoryInfo tests = new(AppContext.BaseDirectory.TrimEnd('/'));
        string path = Path.Combine(tests.Parent!.Parent!.FullName, name, tests.Name, name);
        Assert.True(File.Exists(path), $"The example '{path}' is not built: eng/test and dotnet build BpfSharp.slnx do it.");
        return path;
    }

    public string ReadLine(Predicate<string> wanted) => Take(_output, wanted);

    public string ReadErrorLine(Predicate<string> wanted) => Take(_errors, wanted);

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    public int WaitForExit()
    {
        Assert.True(_process.WaitForExit(s_patience), "the example did not end");
        _process.WaitForExit(); // and its output is read to the end
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    private static void Add(BlockingCollection<string> lines, string? line)
    {
        if (line is null)
            lines.CompleteAdding();
        else
            lines.Add(line);
    }

    private static string Take(BlockingCollection<string> lines, Predicate<string> wanted)
    {
        List<string> seen = [];
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < s_patience && !lines.IsCompleted)
        {
            if (!lines.TryTake(out string? line, 100))
                continue;
            if (wanted(line))
                return line;
            seen.Add(line);
        }
        throw new InvalidOperationException("The line did not come; these did:\n" + string.Join('\n', seen));
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
