using BpfSharp.Bench.Pairs;
using BpfSharp.Bench.Start;

// Says "ready" once every probe is attached: of the clone trace, whose events it then prints, or with the argument "count" of
// the probe of clone(2). Runs until it is killed.
if (args is ["count"])
{
    using CloneCount count = new();
    count.Attach();
    Console.WriteLine("ready");
    Thread.Sleep(Timeout.Infinite);
}
using CloneTrace probe = new() { MinPid = 2 };
probe.Attach();
Console.WriteLine("ready");
while (true)
{
    CloneTrace.Clone e = probe.Clones.Read(CancellationToken.None);
    Console.WriteLine($"{e.Parent} -> {e.Child} {e.Comm}");
}
