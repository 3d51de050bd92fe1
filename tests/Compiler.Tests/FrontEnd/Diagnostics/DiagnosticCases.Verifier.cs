namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

partial class DiagnosticCases
{
    private const string Ring = "[BpfMap(MaxEntries = 4096)] public partial RingBuffer<int> R { get; } ";

    private const string Hash = "[BpfMap(MaxEntries = 16)] public partial HashMap<int, long> H { get; } ";

    private const string Read = "[KernelHelper(113)] static long Read(void* target, int size, void* source) => throw new NotSupportedException(); ";

    private const string Types = "\n---\nunsafe struct Big { public fixed byte Bytes[600]; }\nunsafe struct Half { public fixed byte Bytes[300]; }";

    private const string Keyed = "public struct Key { public byte Kind; public int Number; } [BpfMap(MaxEntries = 4)] public partial HashMap<Key, long> M { get; } "
        + "[KernelHelper(1)] static long* Lookup(object map, Key* key) => throw new NotSupportedException(); [KernelHelper(3)] static long Remove(object map, in Key key) => throw new NotSupportedException(); ";

    private const string Contexts = "\n---\n[KernelType(\"xdp_md\")] struct Xdp { public uint data; }\n[KernelType(\"__sk_buff\")] struct Packet { public uint len; }\n[KernelType(\"pt_regs\")] struct Registers { public ulong ip; }";

    private static readonly DiagnosticCase[] Verifier =
    [
        // Licences
        new("BPF0150",
            "[BpfObject(License = \"MIT\")] sealed partial class P { [SocketFilter] int F() { {|BPF0150:Bpf.Printk(\"x\")|}; return 0; } }",
            "[BpfObject(License = \"GPL\")] sealed partial class P { [SocketFilter] int F() { Bpf.Printk(\"x\"); return 0; } }"),
        new("BPF0150",
            "[BpfObject(License = \"Apache-2.0\")] sealed unsafe partial class P { [Iterator(\"bpf_map\")] bool {|BPF0150:F|}(int* map, out int id) { id = 1; return true; } }",
            "[BpfObject(License = \"GPL\")] sealed unsafe partial class P { [Iterator(\"bpf_map\")] bool F(int* map, out int id) { id = 1; return true; } }"),
        new("BPF0150",
            "[BpfObject(License = \"Apache-2.0\")] sealed unsafe partial class P { [Kprobe(\"x\")] int F(int* p) => {|BPF0150:*p|} + Bpf.CurrentPid; }",
            "[BpfObject(License = \"Apache-2.0\")] sealed unsafe partial class P { [Kprobe(\"x\")] int F(int* p) => p == null ? 1 : Bpf.CurrentPid; }"),

        // Elements that may not be there
        new("BPF0161",
            Hash + "[SocketFilter] int F() { ref long x = ref {|BPF0161:H.GetValueRefOrNullRef(1)|}; x++; return 0; }",
            Hash + "[SocketFilter] int F() { ref long x = ref H.GetValueRefOrNullRef(1); if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref x)) return 0; x++; return 0; }"),
        new("BPF0161",
            Hash + "[SocketFilter] int F() { ref long x = ref {|BPF0161:H.GetValueRefOrNullRef(1)|}; Interlocked.Increment(ref x); return 0; }",
            Hash + "[SocketFilter] int F() { H.TryAdd(1, 0); ref long x = ref H.GetValueRefOrNullRef(1); Interlocked.Increment(ref x); return 0; }"),

        // Helpers by number
        new("BPF0160",
            "[KernelHelper(118)] ulong Jiffies() => throw new NotSupportedException(); [SocketFilter] int F() => (int){|BPF0160:Jiffies()|};",
            "[KernelHelper(118)] static ulong Jiffies() => throw new NotSupportedException(); [SocketFilter] int F() => (int)Jiffies();"),
        new("BPF0160",
            "[KernelHelper(0)] static long Nothing() => throw new NotSupportedException(); [SocketFilter] int F() => (int){|BPF0160:Nothing()|};",
            "[KernelHelper(5)] static long Nanoseconds() => throw new NotSupportedException(); [SocketFilter] int F() => (int)Nanoseconds();"),
        new("BPF0160",
            "struct Pair { public int A, B; } [KernelHelper(16)] static long Comm(Pair pair, int size) => throw new NotSupportedException(); [RawTracepoint(\"x\")] int F() => (int){|BPF0160:Comm(default, 8)|};",
            "struct Pair { public int A, B; } [KernelHelper(16)] static long Comm(out Pair pair, int size) => throw new NotSupportedException(); [RawTracepoint(\"x\")] int F() => (int)Comm(out _, 8);"),
        new("BPF0120",
            "[KernelHelper(211)] static long Newer() => throw new NotSupportedException(); [SocketFilter] int F() => (int){|BPF0120:Newer()|};",
            "[KernelHelper(5)] static long Older() => throw new NotSupportedException(); [SocketFilter] int F() => (int)Older();"),

        // The stack
        new("BPF0153",
            Read + "[RawTracepoint(\"x\")] int F() { Big {|BPF0153:big|} = default; Read(&big, sizeof(Big), null); return big.Bytes[3]; }" + Types,
            Read + "[RawTracepoint(\"x\")] int F() { Half half = default; Read(&half, sizeof(Half), null); return half.Bytes[3]; }" + Types),
        // What is used one after the other shares its place.
        new("BPF0153",
            Read + "[RawTracepoint(\"x\")] int F() { Half {|BPF0153:a|} = default, b = default; Read(&a, sizeof(Half), null); Read(&b, sizeof(Half), null); Read(&a, sizeof(Half), &b); return a.Bytes[3] + b.Bytes[3]; }" + Types,
            Read + "[RawTracepoint(\"x\")] int F() { Half a = default; Read(&a, sizeof(Half), null); int n = a.Bytes[3]; Half b = default; Read(&b, sizeof(Half), null); return n + b.Bytes[3]; }" + Types),
        new("BPF0153",
            Read + "[RawTracepoint(\"x\")] int F() { Span<byte> a = {|BPF0153:stackalloc byte[300]|}; Half b = default; fixed (byte* p = a) { Read(p, 300, null); Read(&b, sizeof(Half), null); Read(p, 300, &b); } return a[3] + b.Bytes[3]; }" + Types,
            Read + "[RawTracepoint(\"x\")] int F() { Span<byte> a = stackalloc byte[100]; Half b = default; fixed (byte* p = a) { Read(p, 100, null); Read(&b, sizeof(Half), null); Read(p, 100, &b); } return a[3] + b.Bytes[3]; }" + Types),
        // Two ways never meet, and what no call has the address of may be in registers.
        new("BPF0153",
            Read + "[RawTracepoint(\"x\")] int F(long x) { Half {|BPF0153:a|} = default, b = default; Read(&a, sizeof(Half), null); if (x > 3) { Read(&b, sizeof(Half), null); Read(&b, sizeof(Half), &a); } return a.Bytes[3]; }" + Types,
            Read + "[RawTracepoint(\"x\")] int F(long x) { if (x > 3) { Half a = default; Read(&a, sizeof(Half), null); return a.Bytes[3]; } Half b = default, c = default; Read(&b, sizeof(Half), null); c.Bytes[4] = 5; return b.Bytes[3] + c.Bytes[4]; }" + Types),
        // A chain of calls has one stack before 6.13, and hooks of networks have one after it.
        new("BPF0153",
            Read + "[RawTracepoint(\"x\")] int F() { Half {|BPF0153:a|} = default; Read(&a, sizeof(Half), null); return a.Bytes[3] + G(); } [BpfFunction] static int G() { Half b = default; Read(&b, sizeof(Half), null); return b.Bytes[3]; }" + Types,
            Read + "[RawTracepoint(\"x\")] int F() { Half a = default; Read(&a, sizeof(Half), null); return a.Bytes[3] + G(); } static int G() { Half b = default; Read(&b, sizeof(Half), null); return b.Bytes[3]; }" + Types) { Kernel = "6.12" },
        new("BPF0153",
            Read + "[SocketFilter] int F() { Half {|BPF0153:a|} = default; Read(&a, sizeof(Half), null); return a.Bytes[3] + G(); } [BpfFunction] static int G() { Half b = default; Read(&b, sizeof(Half), null); return b.Bytes[3]; }" + Types,
            Read + "[RawTracepoint(\"x\")] int F() { Half a = default; Read(&a, sizeof(Half), null); return a.Bytes[3] + G(); } [BpfFunction] static int G() { Half b = default; Read(&b, sizeof(Half), null); return b.Bytes[3]; }" + Types) { Kernel = "6.13" },

        // What the kernel has, but not for the hook
        new("BPF0154",
            "[Xdp] int F() { return {|BPF0154:Bpf.CurrentPid|} > 1 ? 1 : 2; }",
            "[RawTracepoint(\"x\")] int F() => Bpf.CurrentPid;") { Kernel = "6.1" },
        new("BPF0154",
            "[SocketFilter] int F() => {|BPF0154:Bpf.CurrentComm[0]|};",
            "[SocketFilter] int F() => Bpf.CurrentPid;") { Kernel = "6.12" },
        new("BPF0154",
            "[KernelHelper(26)] static long Load(void* context, int offset, void* target, int size) => throw new NotSupportedException(); [RawTracepoint(\"x\")] int F() { int x; {|BPF0154:Load(null, 0, &x, 4)|}; return 0; }",
            "[KernelHelper(26)] static long Load(void* context, int offset, void* target, int size) => throw new NotSupportedException(); [SocketFilter] int F(int* context) { int x; Load(context, 0, &x, 4); return 0; }"),
        // Between two kernels that were asked, it is not known.
        new("BPF0154",
            "[Xdp] int F() { return {|BPF0154:Bpf.CurrentPid|} > 1 ? 1 : 2; }",
            "[Xdp] int F() { return Bpf.CurrentPid > 1 ? 1 : 2; }") { Kernel = "6.1", RightKernel = "6.2" },
        new("BPF0154",
            "[BpfMap(MaxEntries = 4)] public partial PerCpuHashMap<int, long> M { get; } [Fentry(\"x\", MaySleep = true)] int F() { {|BPF0154:M.TryAdd(1, 2)|}; M.TryAdd(2, 3); return 0; }",
            "[BpfMap(MaxEntries = 4)] public partial HashMap<int, long> M { get; } [Fentry(\"x\", MaySleep = true)] int F() { M.TryAdd(1, 2); return 0; } [BpfMap(MaxEntries = 4)] public partial PerCpuHashMap<int, long> N { get; } [Fentry(\"x\")] int G() { N.TryAdd(1, 2); return 0; }"),

        // What replaces a function may call what the replaced program may, and the context says which kind that is.
        new("BPF0154",
            "[Freplace(\"x\")] int F(Xdp* context) => {|BPF0154:Bpf.CurrentPid|};" + Contexts,
            "[Freplace(\"x\")] int F(Registers* context) => Bpf.CurrentPid; [Freplace(\"x\")] int G(int number) => Bpf.CurrentPid;" + Contexts) { Kernel = "6.1" },
        new("BPF0154",
            "[Freplace(\"x\")] int F(Packet* context) => {|BPF0154:Bpf.CurrentComm[0]|};" + Contexts,
            "[Freplace(\"x\")] int F(Packet* context) => Bpf.CurrentPid;" + Contexts) { Kernel = "6.12" },

        // What a constant or the loading kernel rules out is never verified.
        new("BPF0154",
            "const bool Debug = true; [Xdp] int F() => Debug && {|BPF0154:Bpf.CurrentPid|} > 1 ? 1 : 2;",
            "const bool Debug = false; [Xdp] int F() => Debug && Bpf.CurrentPid > 1 ? 1 : 2; [Xdp] int G() { if (Debug) Report(); return 2; } [BpfFunction] static void Report() => Bpf.Printk($\"{Bpf.CurrentPid}\");") { Kernel = "6.1" },
        new("BPF0154",
            "public partial ref bool IsNewer { get; } [Xdp] int F() { if (IsNewer) return {|BPF0154:Bpf.CurrentPid|}; return 2; }",
            "public partial bool IsNewer { get; init; } [Xdp] int F() { if (IsNewer) return Bpf.CurrentPid; return 2; } [Kconfig] public partial uint LINUX_KERNEL_VERSION { get; } [Xdp] int G() => LINUX_KERNEL_VERSION >= 0x060c00 ? Bpf.CurrentPid : 2;") { Kernel = "6.1" },
        new("BPF0154",
            "public partial bool IsNewer { get; init; } [Xdp] int F() { if (IsNewer) Bpf.Printk(\"new\"); return {|BPF0154:Bpf.CurrentPid|}; }",
            "public partial bool IsNewer { get; init; } [Xdp] int F() { if (!IsNewer) return 2; return Bpf.CurrentPid; }") { Kernel = "6.1" },
        new("BPF0120",
            "[KernelHelper(211)] static long Newer() => throw new NotSupportedException(); public partial int Level { get; init; } [SocketFilter] int F() { if (Level + Bpf.CurrentCpu > 3) return (int){|BPF0120:Newer()|}; return 0; }",
            "[KernelHelper(211)] static long Newer() => throw new NotSupportedException(); public partial int Level { get; init; } [SocketFilter] int F() { if (Level > 3) return (int)Newer(); return 0; }"),
        new("BPF0150",
            "[BpfObject(License = \"MIT\")] sealed partial class P { const bool Debug = true; [SocketFilter] int F() { if (Debug) {|BPF0150:Bpf.Printk(\"x\")|}; return 0; } }",
            "[BpfObject(License = \"MIT\")] sealed partial class P { const bool Debug = false; [SocketFilter] int F() { if (Debug) Bpf.Printk(\"x\"); return 0; } }"),
        // What may be switched on at load is never allowed, whatever the kernel.
        new("BPF0150",
            "[BpfObject(License = \"MIT\")] sealed partial class P { public partial bool Debug { get; init; } [SocketFilter] int F() { if (Debug) {|BPF0150:Bpf.Printk(\"x\")|}; return 0; } }",
            "[BpfObject(License = \"GPL\")] sealed partial class P { public partial bool Debug { get; init; } [SocketFilter] int F() { if (Debug) Bpf.Printk(\"x\"); return 0; } }"),

        // Keys of helpers by number
        new("BPF0155",
            Keyed + "[SocketFilter] int F() { Key key; key.Kind = 1; key.Number = 2; return Lookup(M, {|BPF0155:&key|}) == null ? 1 : 0; }",
            Keyed + "[SocketFilter] int F() { Key key = new() { Kind = 1, Number = 2 }; Key other = key; return Lookup(M, &other) == null ? 1 : 0; }"),
        new("BPF0155",
            Keyed + "[Kprobe(\"x\")] int F(nint p) { if (!Bpf.TryReadKernel((Key*)p, out Key key)) return 0; return Remove(M, in {|BPF0155:key|}) == 0 ? 1 : 0; }",
            Keyed + "[Kprobe(\"x\")] int F(nint p) { if (!Bpf.TryReadKernel((Key*)p, out Key key)) return 0; Key clean = new() { Kind = key.Kind, Number = key.Number }; return Remove(M, in clean) == 0 ? 1 : 0; }"),
        new("BPF0155",
            Keyed + Read + "[Kprobe(\"x\")] int F(nint p) { Key key = default; Read(&key, sizeof(Key), (void*)p); return Lookup(M, {|BPF0155:&key|}) == null ? 1 : 0; }",
            Keyed + Read + "[Kprobe(\"x\")] int F(nint p) { Key key = default; int number; Read(&number, 4, (void*)p); key.Number = number; return Lookup(M, &key) == null ? 1 : 0; }"),
        new("BPF0155",
            Keyed + "[SocketFilter] int F() { System.Runtime.CompilerServices.Unsafe.SkipInit(out Key key); key.Kind = 1; key.Number = 2; return Lookup(M, {|BPF0155:&key|}) == null ? 1 : 0; }",
            Keyed + "[SocketFilter] int F() { System.Runtime.CompilerServices.Unsafe.SkipInit(out Key key); key.Kind = 1; key.Number = 2; return M.ContainsKey(key) ? 1 : 0; }"),
        new("BPF0155",
            Keyed + "[SocketFilter] int F(Key* context) { Key key = *context; Key other = key with { Kind = 3 }; return Lookup(M, {|BPF0155:&other|}) == null ? 1 : 0; }",
            Keyed + "[SocketFilter] int F(Key* context) { Key key = *context; return Lookup(N, &key.Number) == null ? 1 : 0; } [BpfMap(MaxEntries = 4)] public partial HashMap<int, long> N { get; } [KernelHelper(1)] static long* Lookup(object map, int* key) => throw new NotSupportedException();"),

        // Slots
        new("BPF0151",
            Ring + "[SocketFilter] int F() { if (!R.TryReserve(out {|BPF0151:var slot|})) return 0; slot.Value = 1; return 0; }",
            Ring + "[SocketFilter] int F() { if (!R.TryReserve(out var slot)) return 0; slot.Value = 1; slot.Submit(); return 0; }"),
        new("BPF0151",
            Ring + "[SocketFilter] int F() { if (!R.TryReserve(out {|BPF0151:var slot|})) return 0; int pid = Bpf.CurrentCpu; if (pid == 1) return 0; slot.Value = pid; slot.Submit(); return 0; }",
            Ring + "[SocketFilter] int F() { if (!R.TryReserve(out var slot)) return 0; int pid = Bpf.CurrentCpu; if (pid == 1) { slot.Discard(); return 0; } slot.Value = pid; slot.Submit(); return 0; }"),
        // What a flag says of the reservation holds on all ways on.
        new("BPF0151",
            Ring + "[SocketFilter] int F() { bool ok = Bpf.CurrentCpu > 1 && R.TryReserve(out {|BPF0151:var slot|}); if (ok) Bpf.Printk(\"full\"); return 0; }",
            Ring + "[SocketFilter] int F() { bool ok = R.TryReserve(out var slot); int pid = Bpf.CurrentCpu; if (!ok) return 0; if (pid > 1) { slot.Value = pid; slot.Submit(); } else slot.Discard(); return 0; }"),
        new("BPF0151",
            Ring + "[SocketFilter] int F() { for (int i = 0; i < 4; i++) { if (!R.TryReserve(out {|BPF0151:var slot|})) break; slot.Value = i; if (i != 2) slot.Submit(); } return 0; }",
            Ring + "[SocketFilter] int F() { for (int i = 0; i < 4; i++) { if (!R.TryReserve(out var slot)) continue; slot.Value = i; if (i != 2) slot.Submit(); else slot.Discard(); } return 0; }"),
        new("BPF0151",
            Ring + "[SocketFilter] int F() { if (R.TryReserve(out {|BPF0151:var slot|})) Fill(ref slot); return 0; } static void Fill(ref RingBufferSlot<int> slot) { slot.Value = 1; }",
            Ring + "[SocketFilter] int F() { if (R.TryReserve(out var slot)) Fill(ref slot); return 0; } static void Fill(ref RingBufferSlot<int> slot) { slot.Value = 1; slot.Submit(); }"),
        new("BPF0151",
            Ring + "[SocketFilter] int F() { RingBufferSlot<int> slot; if (!R.TryReserve(out {|BPF0151:slot|})) return 0; if (R.TryReserve(out {|BPF0151:slot|})) slot.Submit(); return 0; }",
            Ring + "[SocketFilter] int F() { RingBufferSlot<int> slot; if (!R.TryReserve(out slot)) return 0; slot.Submit(); if (R.TryReserve(out slot)) slot.Submit(); return 0; }"),

        // Loops
        new("BPF0152",
            "public partial ref int N { get; } [SocketFilter] int F() { {|BPF0152:while|} (true) N = 1; }",
            "public partial ref int N { get; } [SocketFilter] int F() { for (int i = 0; ; i++) { N = i; if (i == 9) break; } return N; }"),
        new("BPF0152",
            "[SocketFilter] int F() { int i = 0; if (Bpf.CurrentCpu > 1) return 1; again: {|BPF0152:i|}++; goto again; }",
            "[SocketFilter] int F() { int i = 0; if (Bpf.CurrentCpu > 1) return 1; again: i++; if (i < 9) goto again; return i; }"),
    ];
}
