namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

partial class DiagnosticCases
{
    private const string Task = "\n---\n[KernelType(\"task_struct\")] unsafe struct Task { public int pid; public Task* parent; public fixed byte comm[16]; }";

    private static readonly DiagnosticCase[] Memory =
    [
        new("BPF0200",
            "[BtfTracepoint(\"x\")] int F(Task* t) { {|BPF0200:t->pid|} = 4; {|BPF0200:t->pid|}++; {|BPF0200:t->comm[2]|} = 1; {|BPF0200:*t|} = default; return 1; }" + Task,
            "[BtfTracepoint(\"x\")] int F(Task* t) { Task u = default; u.pid = 4; u.pid++; u.comm[2] = 1; u = default; return u.pid + t->pid; }" + Task),
        new("BPF0200",
            "[Kprobe(\"x\")] int F(int* p) { {|BPF0200:*p|} = 4; {|BPF0200:p[1]|} = 5; return 1; }",
            "[Kprobe(\"x\")] int F(int* p) { int x = *p; int* q = &x; *q = p[1]; return x; }"),
        new("BPF0201",
            "[BtfTracepoint(\"x\")] int F(Task* t) { ref int r = ref {|BPF0201:t->pid|}; return r; }" + Task,
            "[BtfTracepoint(\"x\")] int F(Task* t) { int* r = &t->pid; return *r; }" + Task),
        new("BPF0201",
            "[BtfTracepoint(\"x\")] int F(Task* t) => G(ref {|BPF0201:t->parent->pid|}); static int G(ref int x) => x;" + Task,
            "[BtfTracepoint(\"x\")] int F(Task* t) => G(in t->parent->pid); static int G(in int x) => x;" + Task),
        new("BPF0202",
            "[SocketFilter] int F() { int* p = (int*)Bpf.KtimeNs; return *{|BPF0202:p|}; }",
            "[SocketFilter] int F() { int* p = (int*)Bpf.KtimeNs; return Bpf.ReadKernel(p); }"),
        new("BPF0203",
            "[BtfTracepoint(\"x\")] int F(Task* t) { int x = 1; int* p = &x; if (Bpf.CurrentPid > 1) p = &t->pid; return *{|BPF0203:p|}; }" + Task,
            "[BtfTracepoint(\"x\")] int F(Task* t) { int x = 1; int* p = &x; int* q = null; if (Bpf.CurrentPid > 1) q = &t->pid; return q == null ? *p : *q; }" + Task),
        new("BPF0205",
            "[Kprobe(\"x\")] int F(S* s) => KernelType.FieldExists({|BPF0205:s->A|}) ? {|BPF0205:KernelType.SizeOf<S>()|} : 0;\n---\nstruct S { public int A; }",
            "[Kprobe(\"x\")] int F(S* s) => KernelType.FieldExists(s->A) ? KernelType.SizeOf<S>() : 0;\n---\n[KernelType(\"s\")] struct S { public int A; }"),
        new("BPF0205",
            "[Kprobe(\"x\")] int F(E e) => (int)KernelType.EnumValue({|BPF0205:e|});\n---\n[KernelType(\"e\")] enum E { A }",
            "[Kprobe(\"x\")] int F() => (int)KernelType.EnumValue(E.A);\n---\n[KernelType(\"e\")] enum E { A }"),
        new("BPF0205",
            "[Kprobe(\"x\")] int F() => KernelType.EnumExists({|BPF0205:E.A|}) ? 1 : 0;\n---\nenum E { A }",
            "[Kprobe(\"x\")] int F() => KernelType.EnumExists(E.A) ? 1 : 0;\n---\n[KernelType(\"e\")] enum E { A }"),
        new("BPF0206",
            "[Fentry(\"x\")] void F([UserMemory] int* p) { int* q = p; G = {|BPF0206:q|}[1] + Bpf.ReadKernel({|BPF0206:p|}); } public partial ref int G { get; }",
            "[Fentry(\"x\")] void F([UserMemory] int* p) { if (Bpf.TryReadUser(p, out int v)) G = v; } public partial ref int G { get; }"),
        new("BPF0206",
            "[Ksyscall(\"x\")] int F(UserPointer<int> p) => *{|BPF0206:p.Address|} + Bpf.ReadKernel({|BPF0206:p.Address|});",
            "[Ksyscall(\"x\")] int F(UserPointer<int> p) => !p.IsNull && p.TryRead(out int v) && p.TryRead(v, out int w) && p.As<byte>().TryReadString(out FixedString16 _) ? w : 0;"),
        new("BPF0206",
            "[Kprobe(\"x\")] int F(S* s) { UserPointer<S> a = new({|BPF0206:s|}), b = new UserPointer<S>({|BPF0206:s->Next|}); return a.IsNull && b.IsNull ? 1 : 0; }\n---\n[KernelType(\"s\")] unsafe struct S { public S* Next; }",
            "[Kprobe(\"x\")] int F(S* s) { UserPointer<byte> name = s->Name; return name.TryReadString(out FixedString16 _) && s->Name.TryRead(out byte b) ? b : 0; }\n---\n[KernelType(\"s\")] unsafe struct S { public UserPointer<byte> Name; }"),
        new("BPF0206",
            "[Kprobe(\"x\")] int F(S* s) => Bpf.TryReadUserString({|BPF0206:(byte*)s|}, out FixedString16 _) || Bpf.TryReadKernelString({|BPF0206:s->Name|}, out FixedString16 _) ? 1 : 0;\n---\n[KernelType(\"s\")] unsafe struct S { [UserMemory] public byte* Name; }",
            "[Kprobe(\"x\")] int F(S* s) => Bpf.TryReadUserString(s->Name, out FixedString16 _) ? 1 : 0;\n---\n[KernelType(\"s\")] unsafe struct S { [UserMemory] public byte* Name; }"),
        new("BPF0207",
            "[Kprobe(\"x\")] int F(S* s) => {|BPF0207:s->Nameless->A|} + {|BPF0207:s->Nameless[3].A|};\n---\n[KernelType(\"s\")] unsafe struct S { public N* Nameless; }\n[KernelType(\"\")] struct N { public int A; }",
            "[Kprobe(\"x\")] int F(S* s) => s->Inside.A;\n---\n[KernelType(\"s\")] unsafe struct S { public N Inside; }\n[KernelType(\"\")] struct N { public int A; }"),
    ];
}
