using System.Globalization;
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
    using OpenProbe probe = new() { Process = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 0 };
    probe.Attach();
    Console.Error.WriteLine("Watching files being opened. Ctrl+C ends.");
    Console.WriteLine($"{"PID",-8}{"NAME",-16}{"RESULT",7}{"µs",9}  FILE");
    try
    {
        await foreach (Opening o in probe.Openings.ReadAllAsync(stop.Token))
        {
            if (o.Process != Environment.ProcessId) // our own are not what anybody wants to see
                Console.WriteLine($"{o.Process,-8}{o.Comm,-16}{o.Result,7}{o.Nanoseconds / 1000,9}  {o.File}{(o.File.IsTruncated ? "…" : "")}");
        }
    }
    catch (OperationCanceledException)
    {
    }

    if (probe.Openings.DroppedCount is > 0 and ulong dropped)
        Console.Error.WriteLine($"{dropped} more did not fit into the ring buffer.");
    return 0;
}
catch (BpfException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
