using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Fixes;

[BpfObject(License = "Dual MIT/GPL")]
public sealed partial class FixedLicense
{
    [SocketFilter]
    int Run()
    {
        Bpf.Printk("seen");
        return 7;
    }
}
