namespace BpfSharp.Integration.Maps;

/// <summary>Commands from user code, which programs take when they run.</summary>
[BpfObject(MinimumKernel = "6.1")]
public sealed partial class UserRingProbes
{
    public struct Command
    {
        public int Kind;
        public long Amount;
    }

    [BpfMap(MaxEntries = 4096)] public partial UserRingBuffer<Command> Commands { get; }
    [BpfMap(MaxEntries = 4096)] public partial UserRingBuffer<long> Numbers { get; }

    public partial ref long Sum { get; }
    public partial ref int Order { get; }
    public partial ref int Limit { get; }
    public partial ref long Divisor { get; }

    [SocketFilter]
    internal int Take() => Commands.Drain((ref readonly command) =>
    {
        if (command.Kind == Order)
            Order++;
        Sum += command.Amount;
    });

    [SocketFilter]
    internal int TakeSome()
    {
        long sum = 0;
        int left = Limit;
        int count = Numbers.Drain((ref readonly number) =>
        {
            sum += number;
            return --left > 0;
        });
        Sum = sum;
        return count;
    }

    [SocketFilter]
    internal int TakeTrapping()
    {
        Numbers.Drain((ref readonly number) => Sum += number / Divisor);
        return 1;
    }
}
