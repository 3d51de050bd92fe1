using System.Diagnostics;

using var probe = new ForkProbe { Parent = Environment.ProcessId };
probe.Attach();
using var child = Process.Start("/bin/true");
child.WaitForExit();
using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
var fork = probe.Forks.Read(limit.Token);
Console.WriteLine($"saw {fork.Parent} fork {fork.Child}");
// The kernel knows both ids; nothing else tells them to the program.
return fork.Parent == Environment.ProcessId && fork.Child == child.Id ? 0 : 1;
