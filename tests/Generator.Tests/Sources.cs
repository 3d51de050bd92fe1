namespace BpfSharp.Generator.Tests;

/// <summary>Programs that several tests start from.</summary>
internal static class Sources
{
    /// <summary>A map of each family, both kinds of globals, two programs.</summary>
    public const string Probe =
        """
        using System.Runtime.CompilerServices;

        namespace My.Tools;

        public struct Event { public int Parent, Child; }

        [BpfObject]
        public sealed partial class Probe
        {
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<Event> Events { get; }
            [BpfMap(MaxEntries = 100)] internal partial HashMap<int, ulong> Counts { get; }
            [BpfMap(MaxEntries = 1)] private partial PerCpuArrayMap<long> Scratch { get; }
            public partial int MinPid { get; init; }
            [InitialValue(7)] public partial ref ulong Total { get; }

            [RawTracepoint("sched_switch")]
            int OnSwitch()
            {
                if (Bpf.CurrentTgid < MinPid) return 0;
                Interlocked.Increment(ref Total);
                return 0;
            }

            [SocketFilter]
            int OnPacket() => 1;
        }
        """;

    /// <summary>Just enough to be compiled.</summary>
    public const string Small =
        """
        [BpfObject]
        sealed partial class Small
        {
            public partial ref long Hits { get; }

            [SocketFilter]
            int Filter()
            {
                Hits = 1;
                return 0;
            }
        }
        """;
}
