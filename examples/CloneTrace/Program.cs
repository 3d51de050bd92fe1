using System.Runtime.InteropServices;
using BpfSharp;

using CancellationTokenSource stop = new();
void Stop(PosixSignalContext context)
{
    context.Cancel = true; // end by ourselves, so that everything is detached and the summary printed
    stop.Cancel();
}
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    using CloneProbe probe = new() { MinPid = 2 };
    probe.Attach();
    Console.Error.WriteLine("Watching for new processes. Ctrl+C ends.");

    ulong start = 0;
    try
    {
        await foreach (CloneEvent e in probe.Clones.ReadAllAsync(stop.Token))
        {
            start = start == 0 ? e.Timestamp : start;
            Console.WriteLine($"{(e.Timestamp - start) / 1e9:F6} New process created: PID {e.Child} (from parent {e.Parent})");
        }
    }
    catch (OperationCanceledException)
    {
    }

    foreach ((int parent, ulong count) in probe.CountByParent.OrderByDescending(entry => entry.Value).Take(5))
        Console.Error.WriteLine($"{count,6} by {parent}");
    if (probe.Clones.DroppedCount is > 0 and ulong dropped)
        Console.Error.WriteLine($"{dropped} more were lost because the buffer was full.");
    return 0;
}
catch (BpfException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
