namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

partial class DiagnosticCases
{
    private const string Keeps = "[BpfMap(MaxEntries = 8)] partial ArrayMap<Kept> M { get; } ";
    private const string KeptTypes = "\n---\n[KernelType(\"task_struct\")] struct Task { public int pid; } [KernelType(\"file\")] struct KFile { public uint f_flags; } struct Kept { public int N; public BpfKptr<Task> T; }";
    private const string Element = "ref Kept k = ref M.GetValueRefOrNullRef(1); ";

    private static DiagnosticCase[] References =>
    [
        Kept("BPF0220", "[BpfMap(MaxEntries = 8)] partial QueueMap<Kept> {|BPF0220:P|} { get; }", Keeps),
        Kept("BPF0220", "[BpfMap(MaxEntries = 8)] partial HashMap<Kept, int> {|BPF0220:P|} { get; }", "[BpfMap(MaxEntries = 8)] partial PerCpuHashMap<int, Kept> P { get; }"),
        Kept("BPF0220", "partial ref Kept {|BPF0220:G|} { get; }", Keeps),
        Kept("BPF0220", "struct Files { public BpfKptr<KFile> F; } [BpfMap(MaxEntries = 8)] partial ArrayMap<Files> {|BPF0220:P|} { get; }", "struct Two { public BpfKptr<Task> A, B; } [BpfMap(MaxEntries = 8)] partial ArrayMap<Two> P { get; }"),
        Kept("BPF0220", "struct Numbers { public BpfKptr<int> F; } [BpfMap(MaxEntries = 8)] partial ArrayMap<Numbers> {|BPF0220:P|} { get; }", Keeps),
        Kept("BPF0220", "struct Outer { public Kept K; } [BpfMap(MaxEntries = 8)] partial ArrayMap<Outer> {|BPF0220:P|} { get; }", Keeps),

        Kept("BPF0221", Keeps + "[Xdp] int F() { Kept k = {|BPF0221:M[1]|}; return k.N; }", Keeps + "[Xdp] int F() => M[1].N;"),

        Kept("BPF0222", Keeps + "[Xdp] int F() { " + Element + "{|BPF0222:k.T.Take()|}; return 2; }", Keeps + "[Xdp] int F() { " + Element + "using (k.T.Take()) { } return 2; }"),
        Kept("BPF0222", Keeps + "[Xdp] int F() { " + Element + "var t = {|BPF0222:k.T.Take()|}; return t.IsNull ? 1 : 2; }", Keeps + "[Xdp] int F() { " + Element + "using var t = k.T.Take(); return t.IsNull ? 1 : 2; }"),
        Kept("BPF0222", Keeps + "[Xdp] int F() { Kept k = default; using var t = {|BPF0222:k.T.Take()|}; return 2; }", Keeps + "[Xdp] int F() { " + Element + "using var t = k.T.Take(); return 2; }"),
        Kept("BPF0222", Keeps + "[Xdp] int F() { " + Element + "using var t = k.T.Take(); var u = {|BPF0222:t|}; return 2; }", Keeps + "[Xdp] int F() { " + Element + "using var t = k.T.Take(); using var u = k.T.Exchange(t); return 2; }"),
        Kept("BPF0222", "[BtfTracepoint(\"sched_process_exit\")] unsafe int F(Task* task) { {|BPF0222:BpfOwned.Acquire(task)|}; return 0; }", "[BtfTracepoint(\"sched_process_exit\")] unsafe int F(Task* task) { using var t = BpfOwned.Acquire(task); return 0; }"),
        Kept("BPF0222", "[Fentry(\"filp_close\")] unsafe int F(KFile* file) { using var t = {|BPF0222:BpfOwned.Acquire(file)|}; return 0; }", "[Fentry(\"filp_close\")] unsafe int F(KFile* file) => 0;"),
        Kept("BPF0222", "[SyscallProgram] int F() { {|BPF0222:Bpf.EnterRcuScope()|}; return 0; }", "[SyscallProgram] int F() { using (Bpf.EnterRcuScope()) return 0; }"),
        new("BPF0120", "[BpfMap(MaxEntries = 8)] partial ArrayMap<Kept> {|BPF0120:M|} { get; }" + KeptTypes, "[BpfMap(MaxEntries = 8)] partial ArrayMap<int> M { get; }" + KeptTypes) { Kernel = "6.1" },
        new("BPF0120", "[BtfTracepoint(\"sched_process_exit\")] unsafe int F(Task* task) { using var t = {|BPF0120:BpfOwned.Acquire(task)|}; return 0; }" + KeptTypes, "[BtfTracepoint(\"sched_process_exit\")] unsafe int F(Task* task) => 0;" + KeptTypes) { Kernel = "6.1" },
        new("BPF0120", "[SyscallProgram] int F() { using ({|BPF0120:Bpf.EnterRcuScope()|}) return 0; }", "[SyscallProgram] int F() => 0;") { Kernel = "6.1" },
    ];

    private static DiagnosticCase Kept(string id, string wrong, string right) => new(id, wrong + KeptTypes, right + KeptTypes) { Kernel = "6.4" };
}
