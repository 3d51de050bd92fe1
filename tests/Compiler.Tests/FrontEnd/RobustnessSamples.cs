namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>Legal programs that between them use most of what the compiler knows.</summary>
internal static class RobustnessSamples
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["clone"] = """
            [BpfObject(License = "GPL")]
            sealed partial class CloneProbe
            {
                [BpfMap(MaxEntries = 256 * 1024)] public partial RingBuffer<CloneEvent> Clones { get; }
                [BpfMap(MaxEntries = 10_240)] public partial HashMap<int, ulong> CountByParent { get; }
                [InitialValue(2)] public partial int MinPid { get; init; }
                public partial ref ulong Dropped { get; }

                [Kretprobe("__x64_sys_clone")]
                int OnClone(long child)
                {
                    int parent = Bpf.CurrentTgid;
                    if (child <= 0 || parent < MinPid) return 0;
                    ref ulong count = ref CountByParent.GetValueRefOrNullRef(parent);
                    if (!Unsafe.IsNullRef(ref count)) Interlocked.Increment(ref count);
                    else CountByParent.TryAdd(parent, 1);
                    if (!Clones.TryReserve(out var slot)) { Interlocked.Increment(ref Dropped); return 0; }
                    slot.Value = new() { Parent = parent, Child = (int)child, Comm = Bpf.CurrentComm };
                    slot.Submit();
                    Bpf.Printk($"New process created: PID {child} (from parent {parent:x})");
                    return 0;
                }
            }
            struct CloneEvent { public int Parent, Child; public Comm Comm; }
            """,
        ["language"] = """
            [BpfObject]
            sealed partial class Probe
            {
                const int Limit = 7;
                public partial ref Point Origin { get; }

                [SocketFilter]
                int Filter()
                {
                    int sum = 0, n = Bpf.CurrentPid & 15;
                    for (int i = 0; i < n; i++)
                    {
                        switch (i)
                        {
                            case 1: sum += 2; break;
                            case 2 when sum > 3: goto case 1;
                            case > 5 and < 9: continue;
                            default: sum ^= i; break;
                        }
                    }
                    do { n--; if (n == 3) break; } while (n > 0);
                    Point p = new(n, sum) { Y = 4 }, q = p with { X = sum };
                    p += q;
                    Origin = sum > 3 ? p : q;
                    bool odd = (sum & 1) != 0 && Is(p.X, out int rest) && rest is > 1 or 0;
                    checked { sum += (byte)n; }
                    return odd ? Twice(sum) : sum switch { 0 => 1, var v when v < Limit => v / n, _ => -1 };
                    int Twice(int x) => x * 2 + sum;
                }

                static bool Is(int x, out int rest) { rest = x % 3; return rest == 0; }
            }
            struct Point
            {
                public int X, Y;
                public Point(int x, int y) { X = x; Y = y; }
                public int Length { get; set; }
                public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);
            }
            """,
        ["pointers"] = """
            [BpfObject]
            sealed unsafe partial class Probe
            {
                [BpfMap(MaxEntries = 16)] public partial ArrayMap<Entry> Entries { get; }

                [BtfTracepoint("sched_process_exec")]
                int OnExec(Task* task, int old)
                {
                    Task* parent = task->parent;
                    Entry e = default;
                    byte* bytes = e.Data;
                    for (int i = 0; i < 8; i++)
                        bytes[i] = task->comm[i];
                    int* pid = &e.Pid;
                    *pid = parent->pid + old;
                    pid[0]++;
                    Bytes four = default;
                    four[old & 3] = (byte)(*pid >> 3);
                    ref Entry slot = ref Entries.GetValueRefOrNullRef(0);
                    if (!Unsafe.IsNullRef(ref slot))
                        slot = e with { Pid = four[1] + (int)(bytes - (byte*)&e) };
                    Entries[1] = slot;
                    if (Bpf.TryReadKernel(&task->parent->pid, out int value) && parent != null)
                        Interlocked.Add(ref slot.Pid, value);
                    return Sum(bytes, 4) + (int)(nint)task;
                }

                static int Sum(byte* bytes, int count)
                {
                    int sum = 0;
                    while (count-- > 0) sum += *bytes++;
                    return sum;
                }
            }
            [KernelType("task_struct")] unsafe struct Task { public int pid; public Task* parent; public fixed byte comm[16]; }
            unsafe struct Entry { public int Pid; public fixed byte Data[8]; }
            [InlineArray(4)] struct Bytes { private byte _first; }
            """,
        ["functions"] = """
            [BpfObject(MinimumKernel = "6.4")]
            sealed unsafe partial class Calls
            {
                [BpfMap(MaxEntries = 16)] public partial HashMap<int, long> Table { get; }
                public partial ref long Total { get; }

                [SocketFilter]
                int Run(int* context)
                {
                    long sum = *context;
                    State state = new() { X = (int)sum };
                    Bpf.Loop(10, ref state, static (int i, ref State s) => { s.Y += s.X * i; });
                    Bpf.Loop(5, i => { sum += Weigh(i, state, 1, 2, 3, ref Total); return sum < 100; });
                    Table.ForEach((key, ref value) => { value += key; if (value > sum) Table.Remove(key); });
                    foreach (int i in Bpf.Range(0, (int)sum & 63)) { if (i == 7) break; Total += i; }
                    delegate*<int, int> f = &Twice;
                    var (x, (y, _)) = (f(3), (state.X, sum));
                    Span<int> items = stackalloc int[4];
                    Index last = ^1; Range middle = 1..^1;
                    items[last] = x + Half(y); items[middle][0] = 2;
                    fixed (int* p = items) return p[1];
                    [BpfFunction] int Half(int v) { sum -= v; return v / 2; }
                }

                [BpfFunction] static long Weigh(int i, State s, byte a, short b, long c, ref long total) { total += i; return s.X / a + b * c + Twice(i); }
                [BpfFunction] static int Twice(int v) => v * 2;
            }
            struct State { public int X; public long Y; }
            """,
    };
}
