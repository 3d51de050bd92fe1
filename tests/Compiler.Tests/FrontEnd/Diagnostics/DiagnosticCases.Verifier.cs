namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

partial class DiagnosticCases
{
    private const string Ring = "[BpfMap(MaxEntries = 4096)] public partial RingBuffer<int> R { get; } ";

    private const string Hash = "[BpfMap(MaxEntries = 16)] public partial HashMap<int, long> H { get; } ";

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
            "struct Pair { public int A, B; } [KernelHelper(16)] static long Comm(Pair pair, int size) => throw new NotSupportedException(); [SocketFilter] int F() => (int){|BPF0160:Comm(default, 8)|};",
            "struct Pair { public int A, B; } [KernelHelper(16)] static long Comm(out Pair pair, int size) => throw new NotSupportedException(); [SocketFilter] int F() => (int)Comm(out _, 8);"),
        new("BPF0120",
            "[KernelHelper(211)] static long Newer() => throw new NotSupportedException(); [SocketFilter] int F() => (int){|BPF0120:Newer()|};",
            "[KernelHelper(5)] static long Older() => throw new NotSupportedException(); [SocketFilter] int F() => (int)Older();"),

        // Slots
        new("BPF0151",
            Ring + "[SocketFilter] int F() { if (!R.TryReserve(out {|BPF0151:var slot|})) return 0; slot.Value = 1; return 0; }",
            Ring + "[SocketFilter] int F() { if (!R.TryReserve(out var slot)) return 0; slot.Value = 1; slot.Submit(); return 0; }"),
        new("BPF0151",
            Ring + "[SocketFilter] int F() { if (!R.TryReserve(out {|BPF0151:var slot|})) return 0; int pid = Bpf.CurrentPid; if (pid == 1) return 0; slot.Value = pid; slot.Submit(); return 0; }",
            Ring + "[SocketFilter] int F() { if (!R.TryReserve(out var slot)) return 0; int pid = Bpf.CurrentPid; if (pid == 1) { slot.Discard(); return 0; } slot.Value = pid; slot.Submit(); return 0; }"),
        // What a flag says of the reservation holds on all ways on.
        new("BPF0151",
            Ring + "[SocketFilter] int F() { bool ok = Bpf.CurrentPid > 1 && R.TryReserve(out {|BPF0151:var slot|}); if (ok) Bpf.Printk(\"full\"); return 0; }",
            Ring + "[SocketFilter] int F() { bool ok = R.TryReserve(out var slot); int pid = Bpf.CurrentPid; if (!ok) return 0; if (pid > 1) { slot.Value = pid; slot.Submit(); } else slot.Discard(); return 0; }"),
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
            "[SocketFilter] int F() { int i = 0; if (Bpf.CurrentPid > 1) return 1; again: {|BPF0152:i|}++; goto again; }",
            "[SocketFilter] int F() { int i = 0; if (Bpf.CurrentPid > 1) return 1; again: i++; if (i < 9) goto again; return i; }"),
    ];
}
