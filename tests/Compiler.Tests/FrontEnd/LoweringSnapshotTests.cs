using BpfSharp.Compiler.Ir;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>What representative programs become. Each snapshot was read against the C# before it was accepted.</summary>
public sealed class LoweringSnapshotTests
{
    [Fact]
    public void Arithmetic() => Match("Arithmetic", """
        public partial ref byte Small { get; }
        public partial ref long Big { get; }

        [SocketFilter]
        int Mixed(int* a) // conversions by the source's sign; a shift count is masked; a division is guarded
        {
            Small += 3;
            Big = a[0] + (uint)a[1];
            Big >>= a[0];
            return (sbyte)Small * a[0] / a[1] + a[0] / 8 + a[0] % -5;
        }

        [SocketFilter]
        int Checked(int* a) => checked((byte)(a[0] + a[1]) - (int)((uint)a[0] * 2));
        """);

    [Fact]
    public void Loops() => Match("Loops", """
        [SocketFilter]
        int For(int* a)
        {
            int sum = 0;
            for (int i = 0, j = 9; i < j; i++, j--)
            {
                if (i == 2) continue;
                for (;;)
                    if (sum++ > i) break;
            }
            return sum;
        }

        [SocketFilter]
        int WhileAndGoto(int* a)
        {
            int n = *a;
            while (n > 3)
                if (--n == 5) goto done;
            do n += 2; while (n < 9 && n != 4);
        done:
            return n;
        }
        """);

    [Fact]
    public void Switches() => Match("Switches", """
        [SocketFilter]
        int Statement(int* a)
        {
            int n = 0;
            while (n < 100)
            {
                switch (a[0])
                {
                    case 1:
                    case 2: n += 10; break;
                    case 3: goto case 1;
                    case > 10 and < 20 when n > 5: continue;
                    default: return n;
                }
                n++;
            }
            return -n;
        }

        [SocketFilter]
        int Expression(int* a) => a[0] switch { 0 => 1, < 0 or > 100 => 2, int x when x == a[1] => x };

        [SocketFilter]
        int Patterns(int* a) => a[0] is not (3 or 5) && a[1] is var y && y is >= 1 ? y : 0;
        """);

    [Fact]
    public void Structs() => Match("Structs", """
        public partial ref Outer Last { get; }

        [SocketFilter]
        int Run(int* a)
        {
            Outer first = new() { A = a[0], In = new Inner(a[1]) { Y = 3 } };
            Outer second = first with { A = first.In.X };
            second.In.Y++;
            first = second;
            Last = new Outer { A = 10 / a[0] };
            return first.In.Sum() + (a[0] > 0 ? first : second).A;
        }
        ---
        struct Inner
        {
            public int X, Y;
            public Inner(int x) { X = x; Y = x; }
            public readonly int Sum() => X + Y;
        }
        struct Outer { public int A; public Inner In; }
        """);

    [Fact]
    public void Calls() => Match("Calls", """
        [SocketFilter]
        int Run(int* a)
        {
            int x = a[0], n = 1;
            if (!Split(x, out int high, in n)) return -1;
            Swap(ref x, ref high);
            Count();
            return x + high + n;

            void Count() { if (n > 5) return; n += x; }
        }

        static bool Split(int value, out int high, in int least)
        {
            high = value >> 4;
            if (high < least) return false;
            return true;
        }

        static void Swap(ref int a, ref int b) { int t = a; a = b; b = t; }
        """);

    [Fact]
    public void Maps() => Match("Maps", """
        [BpfMap(MaxEntries = 64)] public partial HashMap<Key, ulong> Hash { get; }
        [BpfMap(MaxEntries = 4)] public partial ArrayMap<int> Array { get; }
        [BpfMap(MaxEntries = 4)] public partial PerCpuArrayMap<int> PerCpu { get; }

        [SocketFilter]
        int Run(int* a)
        {
            Key key = new() { A = (byte)a[0], B = a[1] };
            if (!Hash.TryGetValue(key, out ulong value)) Hash.TryAdd(key, 1);
            Hash[key] += value;
            Array[a[0]]++;
            ref int mine = ref PerCpu.GetValueRefOrNullRef(0);
            if (!Unsafe.IsNullRef(ref mine)) mine += 5;
            return mine;
        }
        ---
        struct Key { public byte A; public int B; }
        """);

    [Fact]
    public void Ring_buffer() => Match("RingBuffer", """
        [BpfMap(MaxEntries = 4096)] public partial RingBuffer<Event> Events { get; }

        [SocketFilter]
        int Run(int* a)
        {
            if (!Events.TryReserve(out var slot)) return 0;
            slot.Value = new() { Id = a[0], Comm = {|BPF0154:Bpf.CurrentComm|} };
            slot.Value.Id /= a[1];
            if (a[0] > 0) slot.Submit(); else slot.Discard();
            return Events.TryOutput(new Event { Id = 1 }) ? 1 : 0;
        }
        ---
        struct Event { public int Id; public Comm Comm; }
        """);

    [Fact]
    public void Globals() => Match("Globals", """
        [InitialValue(7)] public partial int Limit { get; init; }
        [InitialValue(-1)] public partial ref long Last { get; }
        public partial ref ulong Count { get; }
        public partial ref bool Seen { get; }
        public partial Pair Fixed { get; init; }

        [SocketFilter]
        int Run(int* a)
        {
            Interlocked.Increment(ref Count);
            Seen |= a[0] > Limit;
            Last = Seen ? a[0] : Interlocked.Exchange(ref Last, 5);
            Pair copy = Fixed;
            return copy.X + Fixed.Y;
        }
        ---
        struct Pair { public int X, Y; }
        """);

    private const string Task = """
        ---
        [KernelType("task_struct")] unsafe struct Task { public int pid; public Task* real_parent; public fixed byte comm[16]; public Nested se; }
        struct Nested { public ulong vruntime; }
        """;

    [Fact]
    public void Kernel_types_that_the_verifier_knows() => Match("CoreTrusted", """
        [BtfTracepoint("sched_process_exec")]
        int Run(Task* task, int old)
        {
            ulong v = task->se.vruntime;
            return task->real_parent->real_parent->pid + task->comm[3] + (int)v + old;
        }
        """ + "\n" + Task);

    [Fact]
    public void Kernel_types_that_are_probed() => Match("CoreProbed", """
        [RawTracepoint("sched_process_exec")]
        int Run(Task* task, int old)
        {
            int* pid = &task->real_parent->pid;
            Nested copy = task->se;
            return *pid + task->comm[3] + (int)copy.vruntime + (Bpf.TryReadKernel(pid, out int again) ? again : 0);
        }
        """ + "\n" + Task);

    [Fact]
    public void Printk() => Match("Printk", """
        [SocketFilter]
        void Run(int* a)
        {
            Bpf.Printk("100 % plain");
            Bpf.Printk($"{a[0]} {(uint)a[1]:x} {(long)a[0]}");
            Bpf.Printk($"{(short)a[0]} {(short)a[0]:x} {(byte)a[1]}");
            Bpf.Printk($"{{|BPF0154:Bpf.CurrentComm|}} {a[0] > 1} {"text"}");
        }
        """);

    [Fact]
    public void Pointers() => Match("Pointers", """
        [SocketFilter]
        int Run(int* a)
        {
            Bytes buffer = default;
            buffer[a[0]] = 7;
            byte* p = (byte*)&buffer;
            p += a[1] & 3;
            *p++ = 1;
            return p[-1] + (int)(p - (byte*)&buffer) + buffer[2];
        }
        ---
        [InlineArray(8)] struct Bytes { private byte _first; }
        """);

    private static void Match(string name, string members) =>
        Snapshot.Match(IrPrinter.Print(FrontEndTest.Members(members).Check().Module!), "FrontEnd." + name);
}
