using BpfSharp;

using var mixed = new Mixed();
mixed.Load();
Console.WriteLine($"loaded {mixed.Programs.Count}");

[BpfObject]
sealed partial class Mixed
{
    [BpfMap(MaxEntries = 4)]
    public partial HashMap<int, long> Seen { get; }

    [SocketFilter]
    int Filter()
    {
        Seen.TryAdd(1, 2);
        return 3;
    }

    [Kprobe("do_exit")]
    int OnExit(long code)
    {
        Seen.TryAdd(2, code);
        return 0;
    }

    [Kretprobe("vfs_read")]
    int OnExited(long code)
    {
        Seen.TryAdd(3, code);
        return 0;
    }
}

[BpfObject]
sealed partial class Plain
{
    [SocketFilter]
    int Filter() => 3;
}
