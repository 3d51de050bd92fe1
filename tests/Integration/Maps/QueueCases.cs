using BpfSharp.Integration.Language;

namespace BpfSharp.Integration.Maps;

[BpfObject]
public sealed partial class QueueCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    public struct Pair { public byte Small; public long Large; }

    [BpfMap(MaxEntries = 3)] public partial QueueMap<long> Queue { get; }
    [BpfMap(MaxEntries = 3)] public partial StackMap<long> Stack { get; }
    [BpfMap(MaxEntries = 8)] public partial QueueMap<Pair> Pairs { get; }

    [SocketFilter] int FirstInFirstOut()
    {
        Empty();
        bool added = Queue.TryEnqueue(A) && Queue.TryEnqueue(B) && Queue.TryEnqueue(3) && !Queue.TryEnqueue(4);
        bool seen = Queue.TryPeek(out long peeked);
        bool taken = Queue.TryDequeue(out long first);
        Result = (added ? 1 : 0) + (seen ? 2 : 0) + (taken ? 4 : 0) + (peeked == first ? 8 : 0) + first * 16;
        Queue.TryDequeue(out first);
        Result += first;
        return (Queue.TryDequeue(out _) ? 1 : 0) + (Queue.TryDequeue(out first) ? 2 : 0) + (first == 0 ? 4 : 0);
    }

    [SocketFilter] int LastInFirstOut()
    {
        Empty();
        bool added = Stack.TryPush(1) && Stack.TryPush(A) && Stack.TryPush(B) && !Stack.TryPush(4);
        bool seen = Stack.TryPeek(out long peeked);
        bool taken = Stack.TryPop(out long first);
        Result = (added ? 1 : 0) + (seen ? 2 : 0) + (taken ? 4 : 0) + (peeked == first ? 8 : 0) + first * 16;
        return Stack.TryPop(out first) && first == A && Stack.TryPop(out first) && !Stack.TryPeek(out _) ? 7 : 8;
    }

    [SocketFilter] int FullQueueLosesItsOldest()
    {
        Empty();
        for (int i = 0; i < 5; i++)
            Queue.TryEnqueue(A + i, overwriteOldest: true);
        for (int i = 0; i < 5; i++)
            Stack.TryPush(B + i, A > 3);
        Queue.TryDequeue(out long oldest);
        Stack.TryPop(out long newest);
        Result = oldest * 3 + newest;
        return 0;
    }

    [SocketFilter] int Structs()
    {
        for (int i = 0; i < 8 && Pairs.TryDequeue(out _); i++) { }
        Pair pair = new() { Small = (byte)A, Large = B };
        Pairs.TryEnqueue(pair);
        pair.Large = 0;
        Pairs.TryEnqueue(new() { Large = A });
        Result = Take() * 3 + Take();
        return 0;
    }

    private long Take() => Pairs.TryDequeue(out Pair pair) ? pair.Small + pair.Large : -1;

    private void Empty()
    {
        Result = 0;
        for (int i = 0; i < 4; i++)
        {
            Queue.TryDequeue(out _);
            Stack.TryPop(out _);
        }
    }
}

public sealed class QueueCasesTest : LanguageTest<QueueCases>
{
    protected override QueueCases Create(BpfHost host) => new(host);
}
