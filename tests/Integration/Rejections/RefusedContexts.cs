namespace BpfSharp.Integration.Rejections;

/// <summary>Contexts read or written where their hook does not let programs.</summary>
[BpfObject]
public sealed unsafe partial class RefusedContexts
{
    public partial ref int Index { get; }

    [SocketFilter]
    int BehindContext(int* packet)
    {
        return packet[100]; // refused
    }

    [SocketFilter]
    int FieldOfOtherHooks(int* packet)
    {
        return packet[19]; // refused
    }

    [SocketFilter]
    int FieldWritten(int* packet)
    {
        packet[0] = 1; // refused
        return 0;
    }

    [SocketFilter]
    int BetweenFields(byte* packet)
    {
        return *(int*)(packet + 2); // refused
    }

    [SocketFilter]
    int IndexedContext(int* packet)
    {
        return packet[Index & 3]; // refused
    }

    [Xdp]
    int XdpFieldWritten(uint* context)
    {
        context[3] = 1; // refused
        return 2;
    }

    [Tracepoint("sched/sched_process_fork")]
    int BehindRecord(byte* record)
    {
        return record[9000]; // refused
    }

    [Tracepoint("sched/sched_process_fork")]
    int RecordWritten(byte* record)
    {
        record[8] = 1; // refused
        return 0;
    }
}
