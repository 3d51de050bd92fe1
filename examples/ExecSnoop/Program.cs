using System.Runtime.InteropServices;
using BpfSharp;

using CancellationTokenSource stop = new();
void Stop(PosixSignalContext context)
{
    context.Cancel = true; // end by ourselves, so that the probe is detached
    stop.Cancel();
}
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    using ExecProbe probe = new();
    probe.Attach();
    Console.Error.WriteLine("Watching programs being started. Ctrl+C ends.");
    Console.WriteLine($"{"PID",-8}{"PARENT",-8}{"USER",-8}{"NAME",-16} FILE");
    try
    {
        await foreach (Execution e in probe.Executions.ReadAllAsync(stop.Token))
            Console.WriteLine($"{e.Process,-8}{e.Parent,-8}{e.User,-8}{e.Comm,-16} {e.File}{(e.File.IsTruncated ? "…" : "")}");
    }
    catch (OperationCanceledException)
    {
    }

    if (probe.Executions.DroppedCount is > 0 and ulong dropped)
        Console.Error.WriteLine($"{dropped} more did not fit into the ring buffer.");
    return 0;
}
catch (BpfException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
