using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Fixes;

[BpfObject]
public sealed unsafe partial class FixedVariable
{
    [BpfMap(MaxEntries = 1)] private partial PerCpuArrayMap<Table> TableScratch { get; }

    public struct Table { public fixed long Values[80]; }

    [KernelHelper(113)]
    private static long Read(void* target, int size, void* source) => throw new NotSupportedException();

    [SocketFilter]
    int Run()
    {
        ref Table table = ref TableScratch.GetValueRefOrNullRef(0);
        table = default;
        long before = table.Values[79];
        table.Values[79] = 5;
        fixed (long* values = table.Values)
            Read(values, 632, null);
        return table.Values[0] == 0 && before == 0 && table.Values[79] == 5 ? 7 : 1;
    }
}
