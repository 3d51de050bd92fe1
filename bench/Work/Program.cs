using BpfSharp.Bench.Work;

// BpfSharp.Bench.Work events WAY SIZE COUNT | maps ENTRIES: does the work and prints what it took. See EventWork and MapWork.
switch (args)
{
    case ["events", var way, var size, var count] when int.TryParse(size, out int bytes) && long.TryParse(count, out long events):
        Console.WriteLine(EventWork.Run(way, bytes, events));
        return 0;
    case ["maps", var entries] when int.TryParse(entries, out int number):
        foreach (string line in MapWork.Run(number))
            Console.WriteLine(line);
        return 0;
    default:
        Console.Error.WriteLine("usage: BpfSharp.Bench.Work events consume|read|stream|live 16|64|256 COUNT | maps 10000|1000000");
        return 2;
}
