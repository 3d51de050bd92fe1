namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

partial class DiagnosticCases
{
    private static readonly DiagnosticCase[] Functions =
    [
        new("BPF0180",
            "[SocketFilter] int F() { int a = 1, b = 2; G(ref a, ref b)++; return a; } [BpfFunction] static ref int {|BPF0180:G|}(ref int x, ref int y) => ref x > y ? ref x : ref y;",
            "[SocketFilter] int F() { int a = 1, b = 2; G(ref a, ref b)++; return a; } static ref int G(ref int x, ref int y) => ref x > y ? ref x : ref y;"),
        new("BPF0180",
            "[SocketFilter] int F() => G(stackalloc int[4]).Length; [BpfFunction] static Span<int> {|BPF0180:G|}(Span<int> s) => s[1..];",
            "[SocketFilter] int F() => G(stackalloc int[4]).Length; static Span<int> G(Span<int> s) => s[1..];"),
        new("BPF0180",
            "[SocketFilter] int F() { Span<int> s = stackalloc int[4]; G(ref s); return s.Length; } [BpfFunction] static void G(ref Span<int> {|BPF0180:s|}) => s = s[1..];",
            "[SocketFilter] int F() { Span<int> s = stackalloc int[4]; return G(s); } [BpfFunction] static int G(Span<int> s) => s.Length;"),
        new("BPF0180",
            Ring + "[SocketFilter] int F() { if (!R.TryReserve(out var slot)) return 0; G(ref slot); return 0; } [BpfFunction] static void G(ref RingBufferSlot<int> {|BPF0180:slot|}) => slot.Submit();",
            Ring + "[SocketFilter] int F() { if (!R.TryReserve(out var slot)) return 0; G(ref slot.Value); slot.Submit(); return 0; } [BpfFunction] static void G(ref int value) => value = 1;"),
        new("BPF0180",
            "[SocketFilter, BpfFunction] int {|BPF0180:F|}() => 1;",
            "[SocketFilter] int F() => G(); [BpfFunction] int G() => 1;"),
        new("BPF0181",
            "[SocketFilter] int F() => A(1); [BpfFunction] int A(int x) => B(x) + 1; [BpfFunction] int B(int x) => C(x) + 1; [BpfFunction] int C(int x) => D(x) + 1; [BpfFunction] int D(int x) => E(x) + 1; [BpfFunction] int E(int x) => G(x) + 1; [BpfFunction] int G(int x) => H(x) + 1; [BpfFunction] int H(int x) => {|BPF0181:I(x)|} + 1; [BpfFunction] int I(int x) => x;",
            "[SocketFilter] int F() => A(1); [BpfFunction] int A(int x) => B(x) + 1; [BpfFunction] int B(int x) => C(x) + 1; [BpfFunction] int C(int x) => D(x) + 1; int D(int x) => E(x) + 1; [BpfFunction] int E(int x) => G(x) + 1; [BpfFunction] int G(int x) => H(x) + 1; [BpfFunction] int H(int x) => I(x) + 1; [BpfFunction] int I(int x) => x;"),
        new("BPF0105",
            "[SocketFilter] int F() => A(3); [BpfFunction] int A(int x) => x > 0 ? B(x) : 1; [BpfFunction] int B(int x) => {|BPF0105:A(x - 1)|};",
            "[SocketFilter] int F() => A(3); [BpfFunction] int A(int x) => x > 0 ? B(x) : 1; [BpfFunction] int B(int x) => x - 1;"),
        // What is checked in programs is checked in their functions.
        new("BPF0152",
            "[SocketFilter] int F() => A(3); [BpfFunction] int A(int x) { {|BPF0152:while|} (true) x++; }",
            "[SocketFilter] int F() => A(3); [BpfFunction] int A(int x) { while (true) if (x++ > 5) return x; }"),
        new("BPF0150",
            "[BpfObject(License = \"MIT\")] sealed partial class P { [SocketFilter] int F() => G(); [BpfFunction] static int G() { {|BPF0150:Bpf.Printk(\"x\")|}; return 0; } }",
            "[BpfObject(License = \"MIT\")] sealed partial class P { [SocketFilter] int F() => G(); [BpfFunction] static int G() => 0; }"),
        new("BPF0120",
            "[SocketFilter] int F() => G(); [BpfFunction] static int G() => (int){|BPF0120:Bpf.BootTimeNs|};",
            "[SocketFilter] int F() => G(); [BpfFunction] static int G() => (int)Bpf.KtimeNs;") { Kernel = "5.7" },
        // Callbacks
        new("BPF0120",
            "[SocketFilter] int F() { int n = 0; {|BPF0120:Bpf.Loop(5, i => { n += i; })|}; return n; }",
            "[SocketFilter] int F() { int n = 0; for (int i = 0; i < 5; i++) n += i; return n; }") { Kernel = "5.16" },
        new("BPF0120",
            Table + "[SocketFilter] int F() => {|BPF0120:M.ForEach((key, ref value) => { value++; })|};",
            Table + "[SocketFilter] int F() => M.ContainsKey(1) ? 1 : 0;") { Kernel = "5.12" },
        new("BPF0106",
            "[SocketFilter] int F() => Bpf.Loop(5, {|BPF0106:Bpf.CurrentPid > 1 ? (Action<int>)G : H|}); static void G(int i) { } static void H(int i) { }",
            "[SocketFilter] int F() => Bpf.CurrentPid > 1 ? Bpf.Loop(5, G) : Bpf.Loop(5, H); static void G(int i) { } static void H(int i) { }") { Kernel = "5.17" },
        new("BPF0106",
            "[SocketFilter] int F() { delegate*<int, int> f = {|BPF0106:Bpf.CurrentPid > 1 ? &G : &H|}; return 1; } static int G(int i) => i; static int H(int i) => 2;",
            "[SocketFilter] int F() { delegate*<int, int> f = &G; return f(1); } static int G(int i) => i;"),
        new("BPF0107",
            "[SocketFilter] int F() { S {|BPF0107:s = default|}; return 1; }\n---\nunsafe struct S { public delegate*<int, int> Run; }",
            "[SocketFilter] int F() { S s = default; return s.Run; }\n---\nstruct S { public int Run; }"),
        new("BPF0105",
            "[SocketFilter] int F() { G(1); return 0; } static void G(int i) { {|BPF0105:Bpf.Loop(5, G)|}; }",
            "[SocketFilter] int F() { Bpf.Loop(5, G); return 0; } static void G(int i) { }") { Kernel = "5.17" },
        new("BPF0109",
            "[BpfMap(MaxEntries = 4)] public partial LpmTrieMap<Ipv4Prefix, int> M { get; } [SocketFilter] int F() => {|BPF0109:M.Count|};",
            Table + "[SocketFilter] int F() => M.ForEach((key, ref value) => { });") { Kernel = "5.17" },
    ];

    private const string Table = "[BpfMap(MaxEntries = 4)] public partial HashMap<int, int> M { get; } ";
}
