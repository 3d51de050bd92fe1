using System.Text;
using BpfSharp.Btf;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>The kernel's tracepoints, from its types or else from tracefs; empty when neither is readable.</summary>
internal static class TracepointNames
{
    public static IEnumerable<string> All()
    {
        if (RunningKernel.Types() is { } kernel)
            return FromTypes(kernel.Types);
        string? root = TraceFs.Find();
        return root is not null && File.Exists(root + "/available_events")
            ? File.ReadLines(root + "/available_events").Select(static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..])
            : [];
    }

    private static IEnumerable<string> FromTypes(BtfTypes types)
    {
        const string prefix = "btf_trace_";
        for (int id = types.FirstId; id < types.EndId; id++)
        {
            var type = types[id];
            if (type.Kind == BtfKind.Typedef && type.Name.StartsWith("btf_trace_"u8))
                yield return Encoding.UTF8.GetString(type.Name)[prefix.Length..];
        }
    }
}
