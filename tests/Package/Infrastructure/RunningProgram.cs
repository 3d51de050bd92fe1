using System.Diagnostics;
using System.Globalization;

namespace BpfSharp.Package.Tests;

/// <summary>A program that does not end by itself, and what it has said so far.</summary>
internal sealed class RunningProgram : IDisposable
{
    static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    readonly Process _process;
    readonly List<string> _lines = [];

    public RunningProgram(ProcessStartInfo start)
    {
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
        _process.OutputDataReceived += Add;
        _process.ErrorDataReceived += Add;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until it has said a certain line; <paramref name="meanwhile"/> is done again and again.</summary>
    public void WaitFor(Func<string, bool> line, Action? meanwhile = null)
    {
        for (var clock = Stopwatch.StartNew(); !HasSaid(line); Thread.Sleep(50))
        {
            Assert.False(_process.HasExited, $"It has ended:\n{this}");
            Assert.True(clock.Elapsed < s_limit, $"It only said:\n{this}");
            meanwhile?.Invoke();
        }
    }

    /// <summary>The most that was resident so far, in bytes, as the kernel counts it.</summary>
    public long PeakMemory =>
        long.Parse(File.ReadLines($"/proc/{_process.Id}/status").First(static l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;

    bool HasSaid(Func<string, bool> line)
    {
        lock (_lines) return _lines.Any(line);
    }

    void Add(object sender, DataReceivedEventArgs line)
    {
        lock (_lines) _lines.Add(line.Data ?? "");
    }

    public override string ToString()
    {
        lock (_lines) return string.Join('\n', _lines);
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
