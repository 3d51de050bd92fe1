namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

partial class DiagnosticCases
{
    private const string Timers = "[BpfMap(MaxEntries = 8)] partial HashMap<int, Flow> M { get; } ", Flow = "\n---\nstruct Flow { public int N; public BpfTimer T; }";
    private const string Slots = "[BpfMap(MaxEntries = 8)] partial ArrayMap<Flow> M { get; } ";
    private const string Locks = "[BpfMap(MaxEntries = 8)] partial ArrayMap<Total> A { get; } ", Total = "\n---\nstruct Total { public int N; public BpfSpinLock L; }";

    private static readonly DiagnosticCase[] ValueFields =
    [
        Wrong("BPF0220", "[BpfMap(MaxEntries = 8)] partial PerCpuHashMap<int, Flow> {|BPF0220:P|} { get; }" + Flow, Timers + Flow),
        Wrong("BPF0220", "[BpfMap(MaxEntries = 8)] partial LruHashMap<int, Total> {|BPF0220:P|} { get; }" + Total, Locks + Total),
        Wrong("BPF0220", "[BpfMap(MaxEntries = 8)] partial HashMap<Flow, int> {|BPF0220:P|} { get; }" + Flow, Timers + Flow),
        Wrong("BPF0220", "[BpfMap(MaxEntries = 8)] partial HashMap<int, BpfTimer> {|BPF0220:P|} { get; }", Timers + Flow),
        Wrong("BPF0220", "[BpfMap(MaxEntries = 8)] partial HashMap<int, Outer> {|BPF0220:P|} { get; }\n---\nstruct Outer { public Flow F; } struct Flow { public int N; public BpfTimer T; }", Timers + Flow),
        Wrong("BPF0220", "[BpfMap(MaxEntries = 8)] partial HashMap<int, Two> {|BPF0220:P|} { get; }\n---\nstruct Two { public BpfTimer A, B; }", "[BpfMap(MaxEntries = 8)] partial HashMap<int, Both> M { get; }\n---\nstruct Both { public BpfTimer A; public BpfSpinLock B; }"),
        Wrong("BPF0220", "[BpfMap(MaxEntries = 8)] partial HashMap<int, Odd> {|BPF0220:P|} { get; }\n---\n[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Pack = 1)] struct Odd { public int A; public BpfTimer B; }", Timers + Flow),
        Wrong("BPF0220", "partial ref Total {|BPF0220:G|} { get; }" + Total, "partial ref int G { get; }" + Total),
        Wrong("BPF0220", "[BpfMap(MaxEntries = 8, InnerMaxEntries = 4)] partial ArrayOfMaps<ArrayMap<Total>> {|BPF0220:P|} { get; }" + Total, "[BpfMap(MaxEntries = 8, InnerMaxEntries = 4)] partial ArrayOfMaps<ArrayMap<int>> P { get; }"),
        Wrong("BPF0220", "[BpfMap(MaxEntries = 4096)] partial RingBuffer<Flow> {|BPF0220:P|} { get; }" + Flow, "[BpfMap(MaxEntries = 4096)] partial RingBuffer<int> P { get; }"),

        Wrong("BPF0221", Timers + "[SocketFilter] int F() => {|BPF0221:M.TryGetValue(1, out Flow f)|} ? f.N : 0;" + Flow,
            Timers + "[SocketFilter] int F() => M[1].N;" + Flow),
        Wrong("BPF0221", Locks + "[Xdp] int F() { Total t = {|BPF0221:A[1]|}; return t.N; }" + Total, Locks + "[Xdp] int F() { ref Total t = ref A.GetValueRefOrNullRef(1); return t.N; }" + Total),
        Wrong("BPF0221", Locks + "[Xdp] int F() { ref Total t = ref A.GetValueRefOrNullRef(1); {|BPF0221:t = new() { N = 5 }|}; return 1; }" + Total, Locks + "[Xdp] int F() { A[1] = new() { N = 5 }; return 1; }" + Total),

        Wrong("BPF0222", Slots + "[SocketFilter] int F() { Flow f = default; return {|BPF0222:f.T.Start(5)|} ? 1 : 0; }" + Flow, Slots + "[SocketFilter] int F() { ref Flow f = ref M.GetValueRefOrNullRef(1); return f.T.Start(5) ? 1 : 0; }" + Flow),
        Wrong("BPF0222", Slots + "[SocketFilter] int F() { int n = 3; ref Flow f = ref M.GetValueRefOrNullRef(1); f.T.SetCallback({|BPF0222:(int k, ref Flow g) => { g.N = n; }|}); return 1; }" + Flow,
            Slots + "[SocketFilter] int F() { ref Flow f = ref M.GetValueRefOrNullRef(1); f.T.SetCallback((int k, ref Flow g) => { g.N = 3; }); return 1; }" + Flow),
        Wrong("BPF0222", Timers + "[RawTracepoint(\"sched_switch\")] int F() => {|BPF0222:M.ContainsKey(1)|} ? 1 : 0;" + Flow, Timers + "[SocketFilter] int F() => M.ContainsKey(1) ? 1 : 0;" + Flow),
        Wrong("BPF0222", Timers + "[Kprobe(\"do_exit\")] int F() => {|BPF0222:M.ContainsKey(1)|} ? 1 : 0;" + Flow, Timers + "[Xdp] int F() => M.ContainsKey(1) ? 1 : 0;" + Flow),
        Wrong("BPF0222", Locks + "[SocketFilter] int F() => {|BPF0222:A[1].N|};" + Total, Locks + "[Xdp] int F() => A[1].N;" + Total),
        Wrong("BPF0222", Locks + "[Fentry(\"do_exit\", MaySleep = true)] int F() { {|BPF0222:A[1] = new() { N = 1 }|}; return 0; }" + Total, Locks + "[Fentry(\"do_exit\")] int F() { A[1] = new() { N = 1 }; return 0; }" + Total),
        Wrong("BPF0222", Locks + "[Xdp] int F() { ref Total t = ref A.GetValueRefOrNullRef(1); {|BPF0222:t.L.EnterScope()|}; return 1; }" + Total, Locks + "[Xdp] int F() { ref Total t = ref A.GetValueRefOrNullRef(1); using (t.L.EnterScope()) t.N++; return 1; }" + Total),

        Wrong("BPF0223", Locks + "[Xdp] int F() { ref Total t = ref A.GetValueRefOrNullRef(1); using (t.L.EnterScope()) t.N = {|BPF0223:Bpf.CurrentCpu|}; return 1; }" + Total, Locks + "[Xdp] int F() { int cpu = Bpf.CurrentCpu; ref Total t = ref A.GetValueRefOrNullRef(1); using (t.L.EnterScope()) t.N = cpu; return 1; }" + Total),
        Wrong("BPF0223", Locks + "[Xdp] int F() { ref Total t = ref A.GetValueRefOrNullRef(1); using (t.L.EnterScope()) { if (t.N > 5) return 3; t.N = {|BPF0223:G(t.N)|}; } return 1; } [BpfFunction] static int G(int n) => n + 1;" + Total,
            Locks + "[Xdp] int F() { ref Total t = ref A.GetValueRefOrNullRef(1); using (t.L.EnterScope()) { if (t.N > 5) return 3; t.N = G(t.N); } return 1; } static int G(int n) => n + 1;" + Total),
        Wrong("BPF0223", Locks + "[Xdp] int F() { ref Total t = ref A.GetValueRefOrNullRef(1); ref Total u = ref A.GetValueRefOrNullRef(2); using (t.L.EnterScope()) using ({|BPF0223:u.L.EnterScope()|}) t.N++; return 1; }" + Total,
            Locks + "[Xdp] int F() { ref Total t = ref A.GetValueRefOrNullRef(1); ref Total u = ref A.GetValueRefOrNullRef(2); using (t.L.EnterScope()) t.N++; using (u.L.EnterScope()) u.N++; return 1; }" + Total),
        Wrong("BPF0223", Locks + "[Xdp] int F() { const bool traced = true; ref Total t = ref A.GetValueRefOrNullRef(1); using (t.L.EnterScope()) { t.N++; if (traced) t.N = {|BPF0223:Bpf.CurrentCpu|}; } return 1; }" + Total,
            Locks + "[Xdp] int F() { const bool traced = false; ref Total t = ref A.GetValueRefOrNullRef(1); using (t.L.EnterScope()) { t.N++; if (traced) t.N = Bpf.CurrentCpu; } return 1; }" + Total),
        .. References,
        .. Dynptrs,
        new("BPF0120", "[BpfMap(MaxEntries = 8)] partial ArrayMap<Flow> M { get; } [SocketFilter] int F() { ref Flow f = ref M.GetValueRefOrNullRef(1); return {|BPF0120:f.T.Cancel()|} ? 1 : 0; }" + Flow,
            "[BpfMap(MaxEntries = 8)] partial ArrayMap<Flow> M { get; } [SocketFilter] int F() { ref Flow f = ref M.GetValueRefOrNullRef(1); return f.N; }" + Flow),
    ];

    private static DiagnosticCase Wrong(string id, string wrong, string right) => new(id, wrong, right) { Kernel = "5.15" };
}
