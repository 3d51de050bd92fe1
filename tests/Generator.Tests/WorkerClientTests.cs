using System.Diagnostics;
using BpfSharp.Compiler.Worker;
using BpfSharp.Generator.Worker;

namespace BpfSharp.Generator.Tests;

public sealed class WorkerClientTests
{
    static readonly CompileRequest Request = new("", [new("Small", "v3", "default<O2>", new byte[200_000])]);

    static WorkerOptions Options(FakeWorker worker) => new(false, "/bin/sh", worker.Path, "", "");

    [Fact]
    public void A_worker_that_does_not_end_is_ended_with_its_children()
    {
        using var worker = new FakeWorker($"sleep 87{Environment.ProcessId} & sleep 87{Environment.ProcessId}");
        var watch = Stopwatch.StartNew();
        var failed = Assert.IsType<WorkerAnswer.Failed>(WorkerClient.Ask(Options(worker), Request, TimeSpan.FromSeconds(0.5), CancellationToken.None));
        Assert.Contains("did not end within 0.5 s", failed.Reason, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.5, 20);
        AssertNoneRuns($"87{Environment.ProcessId}");
    }

    [Fact]
    public void Cancelling_ends_the_worker_and_its_children()
    {
        using var worker = new FakeWorker($"sleep 88{Environment.ProcessId} & sleep 88{Environment.ProcessId}");
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(0.3));
        var watch = Stopwatch.StartNew();
        Assert.Throws<OperationCanceledException>(() => WorkerClient.Ask(Options(worker), Request, TimeSpan.FromSeconds(60), source.Token));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.2, 20);
        AssertNoneRuns($"88{Environment.ProcessId}");
    }

    [Fact]
    public void Paths_may_hold_blanks_and_quotes()
    {
        string directory = Directory.CreateTempSubdirectory("bpfsharp 'test\" ").FullName;
        try
        {
            string script = Path.Combine(directory, "my worker");
            File.WriteAllText(script, "echo \"$1\" >&2; exit 1");
            var failed = Assert.IsType<WorkerAnswer.Failed>(WorkerClient.Ask(new(false, "/bin/sh", script, "", ""), Request, TimeSpan.FromSeconds(60), CancellationToken.None));
            Assert.EndsWith(": compile", failed.Reason, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Another C library than the executable was linked for, another user's package folder, a file that is gone: the other worker does it.</summary>
    [Theory]
    [InlineData("exit 127")]
    [InlineData("echo \"version \\`GLIBC_2.99' not found\" >&2; exit 1")]
    [InlineData(null)]
    public void A_native_worker_that_does_not_start_is_replaced(string? script)
    {
        var answer = new CompileResponse(CompileOutcome.BadRequest, "asked", "", []);
        using var worker = new FakeWorker(answer);
        string native = worker.File("native");
        if (script is not null) File.WriteAllText(native, "#!/bin/sh\n" + script);
        if (script is not null) File.SetUnixFileMode(native, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var answered = Assert.IsType<WorkerAnswer.Answered>(WorkerClient.Ask(Options(worker) with { NativeWorkerPath = native }, Request, TimeSpan.FromSeconds(60), CancellationToken.None));
        Assert.Equal("asked", answered.Response.Message);
    }

    /// <summary>What ends within LLVM would end there again.</summary>
    [Fact]
    public void A_native_worker_that_fails_is_not_replaced()
    {
        using var worker = new FakeWorker(new CompileResponse(CompileOutcome.BadRequest, "asked", "", []));
        string native = worker.File("native");
        File.WriteAllText(native, "#!/bin/sh\nkill -SEGV $$");
        File.SetUnixFileMode(native, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var failed = Assert.IsType<WorkerAnswer.Failed>(WorkerClient.Ask(Options(worker) with { NativeWorkerPath = native }, Request, TimeSpan.FromSeconds(60), CancellationToken.None));
        Assert.Contains("signal 11", failed.Reason, StringComparison.Ordinal);
        Assert.False(File.Exists(worker.File("request")));
    }

    static void AssertNoneRuns(string marker)
    {
        for (int i = 0; i < 50 && Runs(marker); i++) Thread.Sleep(20);
        Assert.False(Runs(marker));
    }

    static bool Runs(string marker) => Process.GetProcessesByName("sleep").Any(p =>
    {
        try
        {
            return File.ReadAllText($"/proc/{p.Id}/cmdline").Contains(marker, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    });
}
