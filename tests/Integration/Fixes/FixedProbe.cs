using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Fixes;

[BpfObject]
public sealed partial class FixedProbe
{
    public partial int Thread { get; init; }
    public partial ref int Result { get; }

    [Kretprobe("__sys_socket")]
    int Run([ReturnValue] int result)
    {
        if (Bpf.CurrentPid == Thread)
            Result = result;
        return 0;
    }
}
