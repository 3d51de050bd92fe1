namespace BpfSharp.Bench.Parts;

/// <summary>Ten million ring buffer events of each size: what reading one costs, how many are lost, what is allocated.</summary>
static class Events
{
    public const string Reader = "C#, Consume";
    public const string Libbpf = "C on libbpf";
    private const int Times = 5, EventsEach = 2_000_000;

    private sealed record Contender(string Subject, string Side, string[] Command);

    public static PartResult Run(Workspace workspace)
    {
        string ours = Path.Combine(workspace.Work, "BpfSharp.Bench.Work"), source = Path.Combine(workspace.Work, "EventSource.bpf.o");
        string theirs = CTool.Build(workspace, "Work/events.c", "-lbpf", "-lpthread");
        Machine machine = Machine.Describe(("libbpf", ["dpkg-query", "-W", "-f", "${Version}", "libbpf-dev"]));
        Rounds rounds = new();
        for (int round = 0; round < Times; round++)
        {
            foreach (string size in (string[])["16", "64", "256"])
            {
                Contender[] contenders =
                [
                    new($"{size} bytes, ready", Reader, [ours, "events", "consume", size]),
                    new($"{size} bytes, ready", Libbpf, [theirs, source, "consume", size]),
                    new($"{size} bytes, ready", "C#, TryRead", [ours, "events", "read", size]),
                    new($"{size} bytes, ready", "C#, await foreach", [ours, "events", "stream", size]),
                    new($"{size} bytes, live", Reader, [ours, "events", "live", size]),
                    new($"{size} bytes, live", Libbpf, [theirs, source, "live", size]),
                ];
                foreach (Contender contender in Rounds.Turns(round, contenders))
                {
                    double[] result = Rounds.Numbers(Command.Run([.. contender.Command, $"{EventsEach}"]));
                    rounds.Add(contender.Subject, "CPU time", "ns", contender.Side, Math.Round(result[0] / result[1], 3));
                    rounds.Add(contender.Subject, "events", "events", contender.Side, result[1]);
                    rounds.Add(contender.Subject, "lost", "events", contender.Side, result[2]);
                    rounds.Add(contender.Subject, "allocated", "bytes", contender.Side, result[3]);
                }
            }
        }
        return new PartResult(DateTime.UtcNow, machine, rounds.Collect(),
        [
            $"{Times} times {EventsEach:#,0} events of each size and way, after a warm-up; both sides read what the same object makes, and check every event's number.",
            "C# is compiled by the JIT compiler, with default settings.",
            "*TryRead* and *await foreach* take a turn at the buffer for each event, one atomic operation at least, as several threads may read; *Consume* takes one for all that are ready. libbpf takes none: its buffers are read by one thread.",
        ]);
    }
}
