using System.Runtime.CompilerServices;

namespace BpfSharp.Bench.Pairs;

/// <summary>Input that the bench puts into a map: the bytes of a packet, or whatever a program computes with.</summary>
[InlineArray(64)]
public struct Block { private byte _first; }

/// <summary>The beginning of the context of a socket filter (<c>struct __sk_buff</c>).</summary>
public struct SocketBuffer { public uint Length, PacketType, Mark, Queue, Protocol; }

[KernelType("task_struct")]
public unsafe struct TaskStruct
{
    public int pid, tgid, exit_code;
    public ulong start_time;
    public TaskStruct* real_parent;
    public TaskStruct* group_leader;
    public Comm comm;
}
