namespace BpfSharp.Integration.Iterators;

[KernelType("bpf_prog")]
internal unsafe struct IteratedProgram
{
    public ProgramDetails* aux;
}

[KernelType("bpf_prog_aux")]
internal struct ProgramDetails
{
    public uint id;
}

[KernelType("bpf_link")]
internal struct IteratedLink
{
    public uint id;
}

[KernelType("sock_common")]
internal struct SocketCommon
{
    public ushort skc_num, skc_family;
}

[KernelType("sock")]
internal struct AnySocket
{
    public SocketCommon __sk_common;
}

[KernelType("inet_sock")]
internal struct InternetSocket
{
    public AnySocket sk;
}

[KernelType("udp_sock")]
internal struct UdpSocket
{
    public InternetSocket inet;
}

[KernelType("unix_sock")]
internal struct LocalSocket
{
    public AnySocket sk;
}

[KernelType("netlink_sock")]
internal struct KernelMessageSocket
{
    public uint portid;
}

[KernelType("kallsym_iter")]
internal struct SymbolOfIterator
{
    public ulong value;
}

[KernelType("vm_area_struct")]
internal struct MemoryArea
{
    public ulong vm_start, vm_end;
}

[KernelType("kernfs_node")]
internal struct KernelFolder
{
    public ulong id;
}

[KernelType("cgroup")]
internal unsafe struct ControlGroup
{
    public KernelFolder* kn;
}

internal struct AreaRow
{
    public ulong Start, End;
}

internal struct ElementRow
{
    public int Key;
    public ulong Value;
}

[BpfObject] internal sealed unsafe partial class ProgramIterator { [Iterator("bpf_prog")] bool On(IteratedProgram* program, out uint id) { id = program->aux->id; return true; } }

[BpfObject] internal sealed unsafe partial class LinkIterator { [Iterator("bpf_link")] bool On(IteratedLink* link, out uint id) { id = link->id; return true; } }

[BpfObject] internal sealed unsafe partial class TcpIterator { [Iterator("tcp")] bool On(SocketCommon* socket, uint user, out int port) { port = socket->skc_num; return true; } }

[BpfObject] internal sealed unsafe partial class UdpIterator { [Iterator("udp")] bool On(UdpSocket* socket, uint user, out int port) { port = socket->inet.sk.__sk_common.skc_num; return true; } }

[BpfObject] internal sealed unsafe partial class LocalIterator { [Iterator("unix")] bool On(LocalSocket* socket, uint user, out int family) { family = socket->sk.__sk_common.skc_family; return true; } }

[BpfObject] internal sealed unsafe partial class MessageIterator { [Iterator("netlink")] bool On(KernelMessageSocket* socket, out uint port) { port = socket->portid; return true; } }

[BpfObject] internal sealed unsafe partial class SymbolIterator
{
    public partial ulong Wanted { get; init; }

    [Iterator("ksym")] bool On(SymbolOfIterator* symbol, out ulong address) { address = symbol->value; return address == Wanted; }
}

[BpfObject] internal sealed unsafe partial class AreaIterator
{
    [Iterator("task_vma")]
    bool On(KernelTask* task, MemoryArea* area, out AreaRow row)
    {
        row = new() { Start = area->vm_start, End = area->vm_end };
        return task->tgid == Process;
    }

    public partial int Process { get; init; }
}

[BpfObject] internal sealed unsafe partial class GroupIterator { [Iterator("cgroup")] bool On(ControlGroup* group, out ulong id) { id = group->kn->id; return true; } }

[BpfObject]
internal sealed unsafe partial class ElementIterator
{
    [BpfMap(MaxEntries = 8)]
    public partial HashMap<int, ulong> Numbers { get; }

    [Iterator("bpf_map_elem")]
    bool On(KernelMap* map, int* key, ulong* value, out ElementRow row)
    {
        row = default;
        if (key == null || value == null) return false;
        row = new() { Key = *key, Value = *value };
        return true;
    }
}

internal struct SocketRow
{
    public int Port, Value;
}

[BpfObject]
internal sealed unsafe partial class SocketStorageIterator
{
    [BpfMap]
    public partial SocketStorage<int> Marks { get; }

    [Iterator("bpf_sk_storage_map")]
    bool On(KernelMap* map, AnySocket* socket, int* value, out SocketRow row)
    {
        row = default;
        if (socket == null || value == null) return false;
        row = new() { Port = socket->__sk_common.skc_num, Value = *value };
        return true;
    }
}

/// <summary>Counts the objects of whatever iterator it is told.</summary>
[BpfObject]
internal sealed partial class AnyIterator
{
    [Iterator("task")]
    bool On(out byte one)
    {
        one = 1;
        return true;
    }
}
