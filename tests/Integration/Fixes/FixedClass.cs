using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Fixes;

[BpfObject]
public sealed partial class FixedClass
{
    [SocketFilter]
    int Run() => 7;
}
