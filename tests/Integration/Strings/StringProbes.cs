using System.Runtime.InteropServices;

namespace BpfSharp.Integration.Strings;

/// <summary>As tracefs describes it, without what the test does not look at.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct OpenRecord
{
    [FieldOffset(8)]
    public int __syscall_nr;

    [FieldOffset(16)]
    public long dfd;

    [FieldOffset(24)]
    public byte* filename;
}

[KernelType("file")]
internal struct OpenFile
{
    public KernelPath f_path;
}

[KernelType("path")]
internal unsafe struct KernelPath
{
    public DirectoryEntry* dentry;
}

[KernelType("dentry")]
internal struct DirectoryEntry
{
    public Name d_name;
}

[KernelType("qstr")]
internal unsafe struct Name
{
    public byte* name;
}

[KernelType("task_struct")]
internal struct Owner
{
    public int pid, tgid;
}

internal struct OpenRow
{
    public uint Descriptor;
    public FixedString64 Name;
    public byte HasPath;
    public FixedString256 Path;
}

/// <summary>What the program read of one name, by strings of several sizes.</summary>
internal struct SeenName
{
    public int Hits;
    public byte IsRead, IsReadFromKernel;
    public FixedString16 Short;
    public FixedString64 Whole;
    public FixedString4096 Long;
}

[BpfObject]
internal sealed unsafe partial class StringProbes
{
    public partial int Thread { get; init; }
    public partial ref SeenName Seen { get; }

    [BpfMap(MaxEntries = 16)]
    public partial HashMap<FixedString64, int> Names { get; }

    [Tracepoint("syscalls/sys_enter_openat")]
    int OnOpen(OpenRecord* record)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        Seen.Hits++;
        Seen.IsRead = (byte)(Bpf.TryReadUserString(record->filename, out Seen.Long) ? 1 : 0);
        if (!Bpf.TryReadUserString(record->filename, out Seen.Short)) return 0;
        // What user space has at that address, the kernel does not.
        Seen.IsReadFromKernel = (byte)(Bpf.TryReadKernelString((byte*)1, out FixedString16 _) ? 1 : 0);
        Bpf.TryReadUserString(record->filename, out FixedString64 name);
        Seen.Whole = name;
        Names[name] = (int)record->dfd;
        return 0;
    }
}

[BpfObject]
internal sealed unsafe partial class OpenFiles
{
    public partial ref int Process { get; }

    [Iterator("task_file")]
    bool OnFile(Owner* task, uint descriptor, OpenFile* file, out OpenRow row)
    {
        row = default;
        if (task->tgid != Process || task->pid != task->tgid) return false;
        row.Descriptor = descriptor;
        Bpf.TryReadKernelString(file->f_path.dentry->d_name.name, out row.Name);
        row.HasPath = (byte)(Bpf.TryGetPath(&file->f_path, out row.Path) ? 1 : 0);
        return true;
    }
}

[BpfObject]
internal sealed unsafe partial class OpenedPath
{
    public partial int Thread { get; init; }
    public partial ref FixedString256 Path { get; }

    [Fentry("security_file_open")]
    void OnOpen(OpenFile* file)
    {
        if (Bpf.CurrentPid == Thread)
            Bpf.TryGetPath(&file->f_path, out Path);
    }
}
