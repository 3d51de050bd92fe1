namespace BpfSharp.Integration.Modules;

[KernelType("inode")]
internal unsafe struct ModuleInode
{
    public ModuleSuperBlock* i_sb;
}

[KernelType("super_block")]
internal unsafe struct ModuleSuperBlock
{
    public ulong s_magic;
    public void* s_fs_info;
}

/// <summary>A type that the module alone has.</summary>
[KernelType("ovl_fs")]
internal struct OverlayFileSystem
{
    public uint numlayer;
}

internal struct SeenOverlay
{
    public int Hits;
    public ulong Magic;
    public uint Layers, Exists;
}

/// <summary>At a function of the module of overlay file systems, on which the emulated machines' root is.</summary>
[BpfObject]
internal sealed unsafe partial class OverlayProbe
{
    public partial int Thread { get; init; }
    public partial ref SeenOverlay Seen { get; }

    [Fentry("ovl_open")]
    void OnOpen(ModuleInode* inode, nint file) => Note(inode);

    void Note(ModuleInode* inode)
    {
        if (Bpf.CurrentPid != Thread) return;
        Seen.Hits++;
        Seen.Magic = inode->i_sb->s_magic;
        Seen.Layers = ((OverlayFileSystem*)inode->i_sb->s_fs_info)->numlayer;
        Seen.Exists = KernelType.Exists<OverlayFileSystem>() ? 1u : 0u;
    }
}

[BpfObject]
internal sealed unsafe partial class OverlayKprobe
{
    public partial int Thread { get; init; }
    public partial ref SeenOverlay Seen { get; }

    [Kprobe("ovl_open")]
    void OnOpen(ModuleInode* inode, nint file)
    {
        if (Bpf.CurrentPid != Thread) return;
        Seen.Hits++;
        Seen.Layers = ((OverlayFileSystem*)inode->i_sb->s_fs_info)->numlayer;
    }
}

[BpfObject]
internal sealed unsafe partial class WrongOverlayProbe
{
    public partial ref ulong Magic { get; }

    [Fentry("ovl_open")]
    void OnOpen(ModuleSuperBlock* block) => Magic = block->s_magic;
}

[KernelType("nf_conn")]
internal struct Connection;

[KernelType("xdp_md")]
internal struct PacketContext
{
    public uint data, data_end;
}

internal struct ConnectionAddresses
{
    public uint From, To;
    public ushort FromPort, ToPort;
}

internal struct ConnectionOptions
{
    public int Namespace, Error;
    public byte Protocol, Direction;
    public ushort Reserved;
}

/// <summary>Calls functions of a module.</summary>
[BpfObject(MinimumKernel = "5.18")]
internal sealed unsafe partial class ConnectionProbe
{
    [Kfunc] private static partial Connection* bpf_xdp_ct_lookup(PacketContext* context, ConnectionAddresses* addresses, uint size, ConnectionOptions* options, uint optionsSize);
    [Kfunc] private static partial void bpf_ct_release(Connection* connection);

    public partial ref int Error { get; }

    [Xdp]
    int Look(PacketContext* context)
    {
        ConnectionAddresses addresses = new() { From = 1, To = 2, FromPort = 3, ToPort = 4 };
        ConnectionOptions options = new() { Namespace = -1, Protocol = 6 };
        Connection* found = bpf_xdp_ct_lookup(context, &addresses, 12, &options, 12);
        if (found != null) bpf_ct_release(found);
        Error = options.Error;
        return 2;
    }
}

/// <summary>The address of a function of the module.</summary>
[BpfObject]
internal sealed partial class OverlaySymbol
{
    [Ksym] public partial nint ovl_open { get; }
    public partial ref long Address { get; }

    [SocketFilter]
    int Find()
    {
        Address = ovl_open;
        return 0;
    }
}
