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
        ["values"] = """
            [BpfObject]
            sealed partial class Probe
            {
                static readonly int[] Table = [1, 2, 3];

                [SocketFilter]
                int Filter()
                {
                    int? x = Bpf.CurrentPid > 3 ? Bpf.CurrentPid : null;
                    x ??= 4; x += 1;
                    (int a, long b) t = (x ?? 1, 2);
                    (t.a, var c) = Pair(t.a, 7);
                    P p = new(t.a, c), q = p with { Y = 3 };
                    if (p == q || x is { } v && v > 2) throw new InvalidOperationException("no");
                    int n = p switch { (0, _) => 1, { X: > 3, Y: var y } when y < 9 => y, _ => Sum(Table) };
                    foreach (int i in new Up { Left = 3 }) { if (i == n) continue; n += i; }
                    try { n += Apply(3, z => z * n); } finally { n++; }
                    return n + p.Half() + Larger(n, 5);
                }

                static (T, U) Pair<T, U>(T x, U y) where T : unmanaged where U : unmanaged => (x, y);
                static T Larger<T>(T x, T y) where T : System.Numerics.INumber<T> => x > y ? x : y;
                static int Apply(int x, Func<int, int> f) => f(x);
                static int Sum(ReadOnlySpan<int> s) { int n = 0; foreach (int x in s) n += x; return n; }
            }
            record struct P(int X, int Y) { public readonly int Twice => X * 2; }
            struct Up { public int Left; public int Current { get; set; } public Up GetEnumerator() => this; public bool MoveNext() { Current += 2; return Left-- > 0; } }
            static class E { public static int Half(this P p) => p.X / 2; }
            """,
        ["spans"] = """
            [BpfObject]
            sealed unsafe partial class Probe
            {
                public partial ref Eight Global { get; }

                [SocketFilter]
                int Filter()
                {
                    Span<byte> s = stackalloc byte[16], g = Global;
                    s[Bpf.CurrentPid & 7] = "abc"u8[1]; s[^1] = g[2]; s[1..3].Fill(4); s[..8].CopyTo(g);
                    using Guard guard = new(s[4..]);
                    int n = s switch { [1, .., var last] => last, [] => 2, _ => 3 };
                    foreach (ref byte x in g) { x++; n += x; }
                    ref byte r = ref First(s); r = (byte)(s.IndexOf((byte)4) + BinaryPrimitives.ReadInt16BigEndian(s[2..]));
                    ReadOnlySpan<int> e = [n, 2, 3];
                    Reader reader = new(s) { At = 1 };
                    return e[0] + reader.Next() + Count(1, 2, n) + (s.SequenceEqual(g) ? 1 : 0);
                }

                static ref byte First(Span<byte> s) => ref s[0];
                static int Count(params ReadOnlySpan<int> s) => s.Length;
            }
            [InlineArray(8)] struct Eight { private byte _first; }
            ref struct Reader(ReadOnlySpan<byte> data) { private readonly ReadOnlySpan<byte> _data = data; public int At = 0; public byte Next() => _data[At++]; }
            ref struct Guard { private readonly Span<byte> _s; public Guard(Span<byte> s) { _s = s; } public void Dispose() => _s[0] = 1; }
            """,
    };
}
