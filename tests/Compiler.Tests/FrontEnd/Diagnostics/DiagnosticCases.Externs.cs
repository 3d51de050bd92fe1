namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

partial class DiagnosticCases
{
    private static readonly DiagnosticCase[] Externs =
    [
        new("BPF0190",
            "[Kconfig] public partial byte {|BPF0190:CONFIG_HZ|} { get; }",
            "[Kconfig] public partial short CONFIG_HZ { get; } [SocketFilter] int F() => CONFIG_HZ;"),
        new("BPF0190",
            "[Kconfig] public partial int {|BPF0190:Hz|} { get; }",
            "[Kconfig(\"CONFIG_HZ\")] public partial int Hz { get; } [SocketFilter] int F() => Hz;"),
        new("BPF0190",
            "[Kconfig] public partial ref int {|BPF0190:CONFIG_HZ|} { get; }",
            "[Kconfig] private partial ulong CONFIG_HZ { get; } [SocketFilter] int F() => (int)CONFIG_HZ;"),
        new("BPF0190",
            "[Kconfig] public partial bool {|BPF0190:CONFIG_BPF|} { get; init; }",
            "[Kconfig(IsOptional = true)] public partial KconfigTristate CONFIG_BPF { get; } [SocketFilter] int F() => CONFIG_BPF == KconfigTristate.Module ? 1 : 0;"),
        new("BPF0190",
            "[Kconfig] public partial int LINUX_KERNEL_VERSION { get; } [Kconfig(\"LINUX_KERNEL_VERSION\")] public partial int {|BPF0190:Version|} { get; }",
            "[Kconfig] public partial int LINUX_KERNEL_VERSION { get; } [Kconfig(\"LINUX_HAS_BPF_COOKIE\")] public partial bool HasCookie { get; } [SocketFilter] int F() => HasCookie ? LINUX_KERNEL_VERSION : 1;"),
        new("BPF0190",
            "[Kconfig] public partial S {|BPF0190:CONFIG_NAME|} { get; }\n---\nstruct S { public int A; }",
            "[Kconfig] public partial S CONFIG_NAME { get; } [SocketFilter] int F() => CONFIG_NAME[3];\n---\n[InlineArray(8)] struct S { byte _first; }"),
        new("BPF0191",
            "[Ksym] public partial int {|BPF0191:init_task|} { get; }",
            "[Ksym] public partial nint init_task { get; } [SocketFilter] int F() => init_task == 0 ? 1 : 2;"),
        new("BPF0191",
            "[Ksym] public partial S* {|BPF0191:runqueues|} { get; }\n---\nstruct S { public int A; }",
            "[Ksym] public partial S* runqueues { get; } [RawTracepoint(\"x\")] int F() => Bpf.ThisCpu(runqueues)->cpu;\n---\n[KernelType(\"rq\")] struct S { public int cpu; }"),
        new("BPF0101",
            "[Ksym] public partial void* init_task { get; } [RawTracepoint(\"x\")] int F() => Bpf.ThisCpu({|BPF0101:(S*)init_task|})->cpu;\n---\n[KernelType(\"rq\")] struct S { public int cpu; }",
            "[Ksym] public partial S* runqueues { get; } [RawTracepoint(\"x\")] int F() { S* mine = Bpf.PerCpu(runqueues, 0); return mine == null ? 0 : mine->cpu; }\n---\n[KernelType(\"rq\")] struct S { public int cpu; }"),
    ];
}
