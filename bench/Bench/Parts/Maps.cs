using System.Globalization;

namespace BpfSharp.Bench.Parts;

/// <summary>Operations of user code on all elements of a full hash map.</summary>
static class Maps
{
    public const string CSharp = Side.CSharp, Libbpf = "C on libbpf", LibbpfBatch = "C on libbpf, batches", LibbpfThreads = "C on libbpf, two threads";
    private const int Times = 7, TimesLarge = 2;

    public static PartResult Run(Workspace workspace)
    {
        string ours = Path.Combine(workspace.Work, "BpfSharp.Bench.Work"), source = Path.Combine(workspace.Work, "MapSet.bpf.o");
        string theirs = CTool.Build(workspace, "Work/maps.c", "-lbpf", "-lpthread");
        Machine machine = Machine.Describe(("libbpf", ["dpkg-query", "-W", "-f", "${Version}", "libbpf-dev"]));
        Rounds rounds = new();
        (string Side, string[] Command)[] contenders = [(CSharp, [ours, "maps"]), (Libbpf, [theirs, source]), (LibbpfThreads, [theirs, source])];
        for (int round = 0; round < Times; round++)
        {
            foreach (string entries in round < TimesLarge ? (string[])["10000", "1000000"] : ["10000"])
            {
                foreach (var (side, command) in Rounds.Turns(round, contenders))
                {
                    string size = int.Parse(entries, CultureInfo.InvariantCulture).ToString("#,0", CultureInfo.InvariantCulture);
                    foreach (string line in Command.Run([.. command, entries, .. side == LibbpfThreads ? (string[])["2"] : []]).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                        Add(rounds, size, side, line.Split(' '));
                }
            }
        }
        return new PartResult(DateTime.UtcNow, machine, rounds.Collect(),
        [
            "Keys and values of 8 bytes. CPU time of the calling thread, system calls with it.",
            "*Two threads*: C in a process with a second thread, which sleeps. There the kernel counts a reference to the map's file with each call, as in every .NET process.",
            "Enumerating in C# reads many elements with each call by itself; C on libbpf asks for the next key and then for its value, or reads batches of 4,096 (`bpf_map_lookup_batch`).",
        ]);
    }

    private static void Add(Rounds rounds, string size, string side, string[] fields)
    {
        double value = double.Parse(fields[1], CultureInfo.InvariantCulture);
        string operation = fields[0].Replace('_', ' ');
        if (operation.Split('-') is [var measured, "allocated"])
            rounds.Add($"{measured}, {size}", "allocated", "bytes", side, value);
        else if (operation == "batch" && side != Libbpf)
            return;
        else if (operation == "batch")
            rounds.Add($"iterate, {size}", "element", "ns", LibbpfBatch, value);
        else
            rounds.Add($"{operation}, {size}", "element", "ns", side, value);
    }
}
