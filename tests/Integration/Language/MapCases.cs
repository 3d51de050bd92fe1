using System.Runtime.CompilerServices;

namespace BpfSharp.Integration.Language;

[BpfObject]
public sealed partial class MapCases : ILanguageCases
{
    public partial ref long A { get; }
    public partial ref long B { get; }
    public partial ref long Result { get; }

    public struct Key { public byte Small; public int Number; }
    public struct Value { public int Count; public long Sum; }

    [BpfMap(MaxEntries = 4)] public partial HashMap<long, long> Hash { get; }
    [BpfMap(MaxEntries = 1)] public partial HashMap<long, long> Tiny { get; }
    [BpfMap(MaxEntries = 16)] public partial HashMap<Key, Value> Structs { get; }
    [BpfMap(MaxEntries = 4)] public partial ArrayMap<long> Array { get; }
    [BpfMap(MaxEntries = 2)] public partial PerCpuArrayMap<long> PerCpu { get; }
    [BpfMap(MaxEntries = 4096)] public partial RingBuffer<Value> Ring { get; }

    [SocketFilter] int SetAndGet() { Empty(); Hash[A] = B; Result = Hash[A] + (Hash.ContainsKey(B) ? 1000 : 0); Empty(); return 0; }
    [SocketFilter] int MissingKeyTraps() { Empty(); if (A > B) Hash[A] = 3; long found = Hash[A]; Empty(); Result = found; return 0; }
    [SocketFilter] int TryGetValue() { Empty(); Hash.TryAdd(A, 5); bool found = Hash.TryGetValue(B, out long value); Result = (found ? 1 : 0) + value * 10; Empty(); return 0; }
    [SocketFilter] int AddUpdateRemove()
    {
        Empty();
        Result = (Hash.TryAdd(A, 1) ? 1 : 0) + (Hash.TryAdd(A, 2) ? 2 : 0) + (Hash.TryUpdate(A, 3) ? 4 : 0) + (Hash.TryUpdate(A ^ 1, 3) ? 8 : 0)
            + (Hash.TrySet(A ^ 1, 4) ? 16 : 0) + (Hash.Remove(A) ? 32 : 0) + (Hash.Remove(A) ? 64 : 0);
        Empty();
        return 0;
    }
    [SocketFilter] int Take() { Empty(); Hash.TryAdd(A, 5); bool first = Hash.Remove(B, out long value), second = Hash.Remove(B, out long other); Result = (first ? 1 : 0) + (second ? 2 : 0) + value * 10 + other; Empty(); return 0; }
    [SocketFilter] int FullMap()
    {
        Empty();
        Hash.TryAdd(1000, 0); Hash.TryAdd(1001, 0); Hash.TryAdd(1002, 0); Hash.TryAdd(1003, 0);
        Result = Hash.TryAdd(1004, 0) ? 1 : 2;
        Hash.Remove(1000); Hash.Remove(1001); Hash.Remove(1002); Hash.Remove(1003); Hash.Remove(1004);
        return 0;
    }
    [SocketFilter] int SettingInFullMapTraps()
    {
        Tiny.Remove(1); Tiny.Remove(2);
        Tiny[1] = A;
        Tiny[2] = B;
        Result = 1;
        return 0;
    }
    [SocketFilter] int CompoundOnEntry() { Empty(); Hash[A] = 10; Hash[A] += B; Hash[A]++; Result = Hash[A]--; Result += Hash[A] * 3; Empty(); return 0; }
    [SocketFilter] int RefToEntry()
    {
        Empty();
        ref long entry = ref Hash.GetValueRefOrNullRef(A);
        Result = Unsafe.IsNullRef(ref entry) ? 1 : 2;
        Hash.TryAdd(A, 7);
        entry = ref Hash.GetValueRefOrNullRef(A);
        entry += B;
        Result += Hash[A];
        Empty();
        return 0;
    }
    [SocketFilter] int NullRefTraps() { Empty(); Hash.Remove(A); ref long entry = ref Hash.GetValueRefOrNullRef(A); entry = 5; Result = 1; return 0; }
    [SocketFilter] int StructEntries()
    {
        Key key = new() { Small = (byte)A, Number = (int)B };
        Structs.TrySet(key, new() { Count = 1, Sum = A });
        ref Value value = ref Structs.GetValueRefOrNullRef(key);
        if (Unsafe.IsNullRef(ref value)) return 1;
        value.Count++;
        value.Sum += B;
        Value copy = Structs[new Key { Number = (int)B, Small = (byte)A }];
        value.Count = 100;
        Result = copy.Count * 1000L + copy.Sum + value.Count;
        Structs.Remove(key);
        return 0;
    }
    [SocketFilter] int Arrays() { int i = (int)(A & 3); Array[i] = B; Array[i] += 5; Array[i]++; Result = Array[i] * 3 + Array[i ^ 1]; Array[i] = 0; return 0; }
    [SocketFilter] int ArrayOutOfRange() { Array[1] = 4; Result = Array[(int)A]; return 0; }
    [SocketFilter] int ArrayRef() { ref long r = ref Array.GetValueRefOrNullRef((int)A); if (Unsafe.IsNullRef(ref r)) { Result = -1; return 0; } r = B; Result = r + 1; r = 0; return 0; }
    [SocketFilter] int PerCpuArray() { ref long r = ref PerCpu.GetValueRefOrNullRef(1); if (Unsafe.IsNullRef(ref r)) return 1; r = A; r += B; Result = r; r = 0; return 0; }
    [SocketFilter] int LoopCounterAsKey() { long sum = 0; for (int i = 0; i < 4; i++) { Array[i] = A + i; sum += Array[i]; } for (int i = 0; i < 4; i++) Array[i] = 0; Result = sum; return 0; }
    [SocketFilter] int MapParameters() { Empty(); Bump(Hash, A); Bump(Hash, A); HashMap<long, long> alias = Hash; Bump(alias, A); Result = Hash[A]; Empty(); return 0; }
    [SocketFilter] int Atomics() { long x = A; int y = (int)B; Interlocked.Add(ref x, 5); Interlocked.Increment(ref y); Interlocked.Decrement(ref x); Interlocked.Add(ref Result, 3); Result += x + y; return 0; }
    [SocketFilter] int DiscardedSlots()
    {
        if (!Ring.TryReserve(out var slot)) return 1;
        slot.Value.Count = (int)A;
        slot.Value.Sum += B;
        Result = slot.Value.Count + slot.Value.Sum;
        slot.Discard();
        return 0;
    }
    [SocketFilter] int TrapDiscardsItsSlot()
    {
        if (!Ring.TryReserve(out var slot)) return 1;
        slot.Value = new() { Count = (int)(A / B), Sum = 3 };
        Result = slot.Value.Count;
        slot.Discard();
        return 0;
    }

    private void Empty() { Hash.Remove(A); Hash.Remove(B); Hash.Remove(A ^ 1); Result = 0; }

    private static void Bump(HashMap<long, long> map, long key)
    {
        ref long entry = ref map.GetValueRefOrNullRef(key);
        if (Unsafe.IsNullRef(ref entry)) map.TryAdd(key, 1);
        else entry += 10;
    }
}

public sealed class MapCasesTest : LanguageTest<MapCases>
{
    protected override MapCases Create(BpfHost host) => new(host);
}
