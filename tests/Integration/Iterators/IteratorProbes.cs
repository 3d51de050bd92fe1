namespace BpfSharp.Integration.Iterators;

[KernelType("task_struct")]
internal struct KernelTask
{
    public int pid, tgid;
    public Comm comm;
}

[KernelType("bpf_map")]
internal struct KernelMap
{
    public uint id, key_size, value_size, max_entries;
}

[KernelType("file")]
internal unsafe struct KernelFile
{
    public KernelInode* f_inode;
}

[KernelType("inode")]
internal struct KernelInode
{
    public ulong i_ino;
}

internal struct TaskRow
{
    public int Pid, Tgid;
    public Comm Comm;
}

internal struct MapRow
{
    public uint Id, KeySize, ValueSize, MaxEntries;
}

internal struct FileRow
{
    public byte Narrow;
    public int Tgid;
    public ulong Inode;
    public uint Descriptor;
}

[BpfObject]
internal sealed unsafe partial class IteratorProbes
{
    [BpfMap(MaxEntries = 321)]
    public partial HashMap<int, ulong> Squares { get; }

    public partial ref int Seen { get; }
    public partial ref int Process { get; }

    [Iterator("task")]
    bool OnTask(KernelTask* task, out TaskRow row)
    {
        row = new() { Pid = task->pid, Tgid = task->tgid, Comm = task->comm };
        return true;
    }

    /// <summary>Only those of one process, with a hole between the fields.</summary>
    [Iterator("task_file")]
    bool OnFile(KernelTask* task, uint descriptor, KernelFile* file, out FileRow row)
    {
        row = default;
        if (task->tgid != Process) return false;
        row.Narrow = 7;
        row.Tgid = task->tgid;
        row.Descriptor = descriptor;
        row.Inode = file->f_inode->i_ino;
        return true;
    }

    [Iterator("bpf_map")]
    bool OnMap(KernelMap* map, out MapRow row)
    {
        row = new() { Id = map->id, KeySize = map->key_size, ValueSize = map->value_size, MaxEntries = map->max_entries };
        return true;
    }

    [Iterator("bpf_map")]
    void Count(KernelMap* map)
    {
        if (map->id != 0) Seen++;
    }
}
