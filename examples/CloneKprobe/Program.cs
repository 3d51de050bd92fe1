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
    using TracePipe pipe = new();
    using CloneProbe probe = new();
    probe.Attach();
    Console.Error.WriteLine("Watching the clone system call. Ctrl+C ends.");
    try
    {
        await foreach (TraceRecord record in pipe.ReadAllAsync(stop.Token))
            Console.WriteLine($"{record.Timestamp.TotalSeconds:F6} {record.Message} [{record.Task} on CPU {record.Cpu}]");
    }
    catch (OperationCanceledException)
    {
    }

    if (probe.Programs[nameof(CloneProbe.OnClone)].GetMissedRuns().Total is > 0 and ulong missed)
        Console.Error.WriteLine($"{missed} more returns were missed because too many calls were under way.");
    return 0;
}
catch (BpfException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
