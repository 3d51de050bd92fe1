using System.Runtime.InteropServices;
using BpfSharp;

using CancellationTokenSource stop = new();
void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    using TracePipe pipe = new();
    using ForkProbe probe = new();
    probe.Attach();
    Console.Error.WriteLine("Watching for new processes. Ctrl+C ends.");
    await foreach (TraceRecord record in pipe.ReadAllAsync(stop.Token))
        Console.WriteLine($"{record.Timestamp.TotalSeconds:F6} {record.Message} [{record.Task} on CPU {record.Cpu}]");
    return 0;
}
catch (OperationCanceledException)
{
    return 0;
}
catch (BpfException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
