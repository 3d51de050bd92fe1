using BpfSharp.Bench.Pairs;

// Says "ready" once every probe is attached, then prints events until it is killed.
using CloneTrace probe = new() { MinPid = 2 };
probe.Attach();
Console.WriteLine("ready");
while (true)
{
    CloneTrace.Clone e = probe.Clones.Read(CancellationToken.None);
    Console.WriteLine($"{e.Parent} -> {e.Child} {e.Comm}");
}
