using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>What attributes of kprobes become, and what is said of those that cannot be.</summary>
public sealed class KprobeTests
{
    [Theory]
    [InlineData("Kprobe(\"vfs_read\")", "kprobe/vfs_read")]
    [InlineData("Kprobe(\"vfs_read\", Offset = 0)", "kprobe/vfs_read")]
    [InlineData("Kprobe(\"vfs_read\", Offset = 16)", "kprobe/vfs_read+0x10")]
    [InlineData("Kprobe", "kprobe")]
    [InlineData("Kretprobe(\"vfs_read\")", "kretprobe/vfs_read")]
    [InlineData("Kretprobe", "kretprobe")]
    [InlineData("Ksyscall(\"clone\")", "ksyscall/clone")]
    [InlineData("Kretsyscall(\"clone\")", "kretsyscall/clone")]
    public void Sections_are_those_of_libbpf(string attribute, string section)
    {
        CompilationResult result = FrontEndTest.Members($"[{attribute}] int F() => 0;").Check();
        Assert.Equal(section, Assert.Single(result.Model.Programs).Section);
        Assert.Contains($"section \"{section}\"", result.ModuleText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{|BPF0025:Kprobe(\"x\", Offset = -1)|}] int F() => 0;")]
    [InlineData("[{|BPF0025:Kprobe(Offset = 4)|}] int F() => 0;")]
    [InlineData("[{|BPF0025:Kprobe(\"\")|}] int F() => 0;")]
    [InlineData("[{|BPF0025:Ksyscall(\"\")|}] int F() => 0;")]
    public void A_place_that_is_none(string members) => FrontEndTest.Members(members).Check();

    [Theory]
    [InlineData("[Kprobe(\"x\")] int F([ReturnValue] long {|BPF0028:a|}) => 0;")]
    [InlineData("[Ksyscall(\"x\")] int F([ReturnValue] long {|BPF0028:a|}) => 0;")]
    [InlineData("[Kprobe(\"x\")] int F(long {|BPF0028:returnValue|}) => 0;")]
    [InlineData("[Ksyscall(\"x\")] int F(PtRegs* r) => (int){|BPF0028:r->Rax|};")]
    [InlineData("[Kprobe(\"x\")] int F(PtRegs* r) { PtRegs* s = r; return {|BPF0028:s->Rax|} > 3 ? 1 : (int)s->Rdi; }")]
    [InlineData("[Kprobe(\"x\")] int F(PtRegs* r) { PtRegs all = *r; return (int){|BPF0028:all.Rax|}; }")]
    [InlineData("[Kprobe(\"x\")] int F(PtRegs* r) => {|BPF0028:G(r)|} + {|BPF0028:G(r)|}; static int G(PtRegs* r) => (int)r->Rax;")]
    public void An_entry_probe_reads_what_is_not_there_yet(string members) => FrontEndTest.Members(members).Check();

    [Theory]
    [InlineData("[Kretprobe(\"x\")] int F([ReturnValue] long a) => (int)a;")]
    [InlineData("[Kretprobe(\"x\")] int F(long returnValue, PtRegs* r) => (int)r->Rax;")]
    [InlineData("[Kretsyscall(\"x\")] int F(PtRegs* r, [ReturnValue] int a) => (int)r->Rax + a;")]
    [InlineData("[Kprobe(\"x\", Offset = 8)] int F(PtRegs* r) => (int)r->Rax;")]
    [InlineData("[Kprobe] int F(PtRegs* r) => (int)r->Rax;")]
    [InlineData("[Kprobe(\"x\")] int F(PtRegs* r) => G(r); static int G(PtRegs* r) => (int)r->Rdi;")]
    [InlineData("[Kprobe(\"x\")] int F(long ret, long code) => (int)(ret + code);")]
    public void Where_it_is_there_it_may_be_read(string members) => FrontEndTest.Members(members).Check();

    [Theory]
    [InlineData("[BtfTracepoint(\"x\")] int F([ReturnValue] long {|BPF0022:a|}) => 0;")]
    [InlineData("[Kprobe(\"x\")] int F(Arm64PtRegs* {|BPF0049:r|}) => 0;")]
    [InlineData("[Kprobe(\"x\")] int F(PtRegs {|BPF0022:r|}) => 0;")]
    [InlineData("[Kprobe(\"x\", Offset = 4)] int F(PtRegs* r, int a, int b, int c, int d, int e, int f, int {|BPF0022:g|}) => 0;")]
    [InlineData("[Kprobe(\"x\", Offset = 4)] int F((long, long, long) {|BPF0022:a|}) => 0;")]
    [InlineData("[Kretprobe(\"x\")] int F((long, long) {|BPF0022:a|}) => 0;")]
    [InlineData("[Fentry(\"x\")] void F((long, long, long) {|BPF0022:a|}) { }")]
    [InlineData("[BtfTracepoint(\"x\")] int F((long, long) {|BPF0022:a|}) => 0;")]
    [InlineData("[Ksyscall(\"x\")] int F(int a, int b, int c, int d, int e, int f, int {|BPF0022:g|}) => 0;")]
    [InlineData("[Kretsyscall(\"x\")] int F(int a, int {|BPF0022:b|}) => 0;")]
    public void What_the_hook_does_not_give(string members) => FrontEndTest.Members(members).Check();

    [Fact]
    public void Registers_are_those_of_the_architecture()
    {
        CompilerOptions arm64 = new(Architecture: TargetArchitecture.Arm64);
        FrontEndTest.Members("[Kprobe(\"x\")] int F(PtRegs* {|BPF0049:r|}) => 0;").With(arm64).Check();
        FrontEndTest.Members("[Kprobe(\"x\")] int F(int a, int b, int c, int d, int e, int f, int g, int h, Arm64PtRegs* r) => (int)r->X0;").With(arm64).Check();
    }

    /// <summary>An address of the calling process is not one that the kernel may be read at.</summary>
    [Fact]
    public void Pointers_that_user_space_passes_are_not_kernel_memory() =>
        FrontEndTest.Members("[Ksyscall(\"x\")] int F(int* p) => {|BPF0206:p|}[1] + (Bpf.TryReadUser(p, out int v) ? v : 0);").Check();
}
