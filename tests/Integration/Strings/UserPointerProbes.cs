using System.Runtime.InteropServices;

namespace BpfSharp.Integration.Strings;

/// <summary>What openat(2) is called with.</summary>
[StructLayout(LayoutKind.Explicit)]
internal struct OpenArguments
{
    [FieldOffset(16)]
    public long dfd;

    [FieldOffset(24)]
    public UserPointer<byte> filename;
}

internal unsafe struct SeenAddress
{
    public int Hits;
    public byte IsRead, IsNullRead, Fourth;
    public ushort First;
    public FixedString32 Text;
    public UserPointer<byte> Address;
}

[BpfObject]
internal sealed unsafe partial class UserPointerProbe
{
    public partial int Thread { get; init; }
    public partial ref SeenAddress Seen { get; }

    [BpfMap(MaxEntries = 4)]
    public partial HashMap<int, SeenAddress> Kept { get; }

    [Tracepoint("syscalls/sys_enter_openat")]
    int OnOpen(OpenArguments* arguments)
    {
        if (Bpf.CurrentPid != Thread) return 0;
        UserPointer<byte> name = arguments->filename;
        Seen.Hits++;
        Seen.Address = name;
        Seen.IsRead = (byte)(Read(name, out Seen.Text) ? 1 : 0);
        if (name.TryRead(3, out byte fourth)) Seen.Fourth = fourth;
        if (name.As<ushort>().TryRead(out ushort first)) Seen.First = first;
        UserPointer<byte> nothing = default;
        Seen.IsNullRead = (byte)(nothing.TryRead(out _) || !nothing.IsNull || name.IsNull ? 1 : 0);
        Kept[1] = Seen;
        return 0;
    }

    static bool Read(UserPointer<byte> pointer, out FixedString32 text) => pointer.TryReadString(out text);
}
