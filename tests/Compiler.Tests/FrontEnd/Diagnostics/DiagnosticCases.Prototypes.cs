namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

partial class DiagnosticCases
{
    /// <summary>A little kernel: what the build makes of a kernel's BTF, as source.</summary>
    private const string Kernel = """

        ---
        namespace BpfSharp.Kernel
        {
            [KernelType("task_struct")] public struct task_struct { public int pid; }
            [KernelType("file")] public struct @file { public int f_flags; }
            [KernelType("kuid_t", IsTypedef = true)] public struct kuid_t { public uint val; }
            public static unsafe class KernelFunctions
            {
                public static extern long vfs_read(file* file, byte* buf, ulong count, long* pos);
                public static extern void wake_up_new_task(task_struct* task);
                public static extern int by_value(int first, kuid_t user, int last);
                public static extern @file* newer_or_older(task_struct* task);
                public static extern @file* newer_or_older(file* file, uint flags);
                public static extern int anything(void* data, byte small);
                public static extern int bpf_iter_task(void* meta, task_struct* task);
                public static extern long __x64_sys_openat(void* regs);
                public static extern long __arm64_sys_openat(void* regs);
            }
            [KernelType("trace_event_raw_sched_switch")] public struct trace_event_raw_sched_switch { public int prev_pid; }
            [KernelType("trace_event_raw_sched_waking")] public struct trace_event_raw_sched_waking { public int pid; }
            public static unsafe class KernelTracepoints
            {
                public static extern void sched_switch(bool preempt, task_struct* prev, task_struct* next, uint prev_state);
            }
        }
        """;

    private static readonly DiagnosticCase[] Prototypes =
    [
        // Wrong types, of pointers and numbers.
        new("BPF0208",
            "[Fentry(\"vfs_read\")] void F(BpfSharp.Kernel.task_struct* {|BPF0208:f|}, int {|BPF0208:buffer|}, uint count) { }" + Kernel,
            "[Fentry(\"vfs_read\")] void F(BpfSharp.Kernel.file* f, byte* buffer, uint count) { }" + Kernel),
        new("BPF0208",
            "[Kprobe(\"vfs_read\")] int F(nint f, nint b, long* {|BPF0208:count|}) => 0;" + Kernel,
            "[Kprobe(\"vfs_read\")] int F(nint f, nint b, ulong count, byte* pos) => 0;" + Kernel),
        // A struct of one's own for a kernel type, and a flavour of it.
        new("BPF0208",
            "[Fentry(\"vfs_read\")] void F(T* {|BPF0208:f|}) { } [KernelType(\"inode\")] struct T { public int a; }" + Kernel,
            "[Fentry(\"vfs_read\")] void F(T* f) { } [KernelType(\"file___old\")] struct T { public int a; }" + Kernel),
        // Too many, and those behind a struct that is passed by value.
        new("BPF0208",
            "[Fentry(\"wake_up_new_task\")] void F(BpfSharp.Kernel.task_struct* t, long {|BPF0208:flags|}) { }" + Kernel,
            "[Fentry(\"wake_up_new_task\")] void F(BpfSharp.Kernel.task_struct* t) { }" + Kernel),
        new("BPF0208",
            "[Kprobe(\"by_value\")] int F(int first, uint {|BPF0208:user|}, int last) => 0; [Fentry(\"by_value\")] void G((int, int) {|BPF0208:first|}, Comm {|BPF0208:user|}) { }" + Kernel,
            "[Kprobe(\"by_value\")] int F(int first, BpfSharp.Kernel.kuid_t user, int last) => (int)user.val; [Fentry(\"by_value\")] void G(int first, ValueTuple<int> user) { }" + Kernel),
        new("BPF0208",
            "[Kprobe(\"by_value\")] int F(int first, BpfSharp.Kernel.task_struct {|BPF0208:user|}) => 0;" + Kernel,
            "[Kprobe(\"by_value\")] int F(int first, U user) => (int)user.val; [KernelType(\"kuid_t\", IsTypedef = true)] struct U { public uint val; }" + Kernel),
        // Patterns that can mean nothing, plain tracepoints that are misspelt, and another event's record.
        new("BPF0209",
            "[{|BPF0209:KprobeMulti(\"vsf_re*\", FallbackFor = \"G\")|}] int F() => 0; [{|BPF0209:KprobeSession(\"no_such?\")|}] void G() { }" + Kernel,
            "[KprobeMulti(\"vfs_re*\")] int F() => 0; [KretprobeMulti(\"*up_new_tas?\")] int G() => 0;" + Kernel),
        new("BPF0209",
            "[{|BPF0209:Tracepoint(\"sched/sched_swich\")|}] int F() => 0;" + Kernel,
            "[Tracepoint(\"sched/sched_switch\")] int F() => 0; [Tracepoint(\"syscalls/sys_enter_open\")] int G() => 0; [Tracepoint(\"module/of_a_class_nobody_knows\")] int H() => 0;" + Kernel),
        new("BPF0208",
            "[Tracepoint(\"sched/sched_switch\")] int F(BpfSharp.Kernel.trace_event_raw_sched_waking* {|BPF0208:record|}) => 0;" + Kernel,
            "[Tracepoint(\"sched/sched_switch\")] int F(BpfSharp.Kernel.trace_event_raw_sched_switch* record) => record->prev_pid;" + Kernel),
        // What is above a narrow argument in its register.
        new("BPF0208",
            "[Kprobe(\"anything\")] int F(BpfSharp.Kernel.file* data, int {|BPF0208:small|}) => 0; [Fentry(\"anything\")] void G(BpfSharp.Kernel.file* {|BPF0208:data|}) { }" + Kernel,
            "[Kprobe(\"anything\")] int F(BpfSharp.Kernel.file* data, byte small) => 0; [Fentry(\"anything\")] void G(nint data) { }" + Kernel),
        // Return values.
        new("BPF0208",
            "[Kretprobe(\"wake_up_new_task\")] int F(int {|BPF0208:r|}) => 0; [Fexit(\"vfs_read\")] void G(nint f, [ReturnValue] int {|BPF0208:r|}) { } [Kretprobe(\"vfs_read\")] int H(long* {|BPF0208:r|}) => 0;" + Kernel,
            "[Kretprobe(\"vfs_read\")] int F(int r) => 0; [Fexit(\"vfs_read\")] void G(nint f, byte* b, ulong c, long* p, [ReturnValue] int r) { } [Kretprobe(\"vfs_read\")] int H(long r) => 0;" + Kernel),
        // Tracepoints and iterators.
        new("BPF0208",
            "[BtfTracepoint(\"sched_switch\")] int F(BpfSharp.Kernel.task_struct* {|BPF0208:prev|}) => 0; [RawTracepoint(\"sched_switch\")] int G(bool p, nint prev, nint next, ulong {|BPF0208:state|}) => 0;" + Kernel,
            "[BtfTracepoint(\"sched_switch\")] int F(bool preempt, BpfSharp.Kernel.task_struct* prev) => 0; [RawTracepoint(\"sched_switch\")] int G(bool p, nint prev, nint next, uint state) => 0;" + Kernel),
        new("BPF0208",
            "[Iterator(\"task\")] bool F(BpfSharp.Kernel.file* {|BPF0208:t|}, out int o) { o = 1; return true; }" + Kernel,
            "[Iterator(\"task\")] bool F(BpfSharp.Kernel.task_struct* t, out int o) { o = t->pid; return true; }" + Kernel),
        // Programs for other kernels' prototypes: one of them has to be right, and so has one prototype of several kernels'.
        new("BPF0208",
            "[Fentry(\"newer_or_older\")] void F(BpfSharp.Kernel.file* f, ulong {|BPF0208:flags|}) { } [Kprobe(\"newer_or_older\", FallbackFor = \"F\")] int G(BpfSharp.Kernel.file* f) => 0;" + Kernel,
            "[Fentry(\"newer_or_older\")] void F(BpfSharp.Kernel.file* f, ulong flags) { } [Fentry(\"newer_or_older\", FallbackFor = \"F\")] void G(BpfSharp.Kernel.task_struct* t) { }" + Kernel),
        // Names.
        new("BPF0209",
            "[{|BPF0209:Fentry(\"vfs_raed\")|}] void F() { } [{|BPF0209:Kprobe(\"vfs_reed\")|}] int G() => 0; [{|BPF0209:Fexit(\"nothing_like_it\")|}] void H() { }" + Kernel,
            "[Fentry(\"vfs_read\")] void F() { } [Kprobe(\"vfs_read+0x10\")] int G() => 0; [Kprobe(\"nothing_like_it\")] int H() => 0;" + Kernel),
        new("BPF0209",
            "[{|BPF0209:BtfTracepoint(\"sched_swich\")|}] int F() => 0; [{|BPF0209:RawTracepoint(\"shed_switch\")|}] int G() => 0; [{|BPF0209:Iterator(\"tasks\")|}] void H() { } [{|BPF0209:Ksyscall(\"opneat\")|}] int I() => 0; [{|BPF0209:Kretsyscall(\"opennat\")|}] int J() => 0;" + Kernel,
            "[BtfTracepoint(\"sched_switch\")] int F() => 0; [RawTracepoint(\"sys_enter\")] int G() => 0; [Iterator(\"task\")] void H() { } [Ksyscall(\"openat\")] int I() => 0; [Kretsyscall(\"openat\")] int J(int r) => 0;" + Kernel),
        new("BPF0209",
            "[{|BPF0209:Fentry(\"not_here\")|}] void F() { } [{|BPF0209:Fentry(\"nor_there\", FallbackFor = \"F\")|}] void G() { }" + Kernel,
            "[Fentry(\"not_here\")] void F() { } [Kprobe(\"vfs_read\", FallbackFor = \"F\")] int G() => 0;" + Kernel),
    ];
}
