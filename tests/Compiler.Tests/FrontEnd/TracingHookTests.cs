using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>What attributes of tracing hooks become, and what the runtime is told to compare.</summary>
public sealed class TracingHookTests
{
    private static readonly CompilerOptions s_newest = new(MinimumKernel: new Version(6, 1));

    [Theory]
    [InlineData("Fentry(\"vfs_read\")", "fentry/vfs_read")]
    [InlineData("Fentry", "fentry")]
    [InlineData("Fentry(\"vfs_read\", MaySleep = true)", "fentry.s/vfs_read")]
    [InlineData("Fexit(\"vfs_read\", MaySleep = true)", "fexit.s/vfs_read")]
    [InlineData("FmodRet(\"vfs_read\", MaySleep = true)", "fmod_ret.s/vfs_read")]
    [InlineData("FmodRet(\"vfs_read\")", "fmod_ret/vfs_read")]
    [InlineData("KprobeMulti(\"vfs_*\")", "kprobe.multi/vfs_*")]
    [InlineData("KretprobeMulti", "kretprobe.multi")]
    [InlineData("SyscallProgram", "syscall")]
    public void Sections_are_those_of_libbpf(string attribute, string section)
    {
        CompilationResult result = FrontEndTest.Members($"[{attribute}] int F() => 0;").With(s_newest).Check();
        Assert.Equal(section, Assert.Single(result.Model.Programs).Section);
    }

    [Theory]
    [InlineData("[KprobeSession(\"vfs_*\")] bool F(int first, [ReturnValue] long result) => Bpf.IsSessionReturn && result > 0;", "kprobe.session/vfs_*")]
    [InlineData("[KprobeSession] void F() { Bpf.SessionCookie += 3; }", "kprobe.session")]
    [InlineData("[Freplace(\"answer\")] int F(X* context, byte small, long* memory) => (int)context->data + small; [KernelType(\"xdp_md\")] struct X { public uint data; }", "freplace/answer")]
    [InlineData("[Freplace(\"nothing\")] int F() => 0;", "freplace/nothing")]
    public void Sections_of_newer_hooks_are_those_of_libbpf(string members, string section) =>
        Assert.Equal(section, Assert.Single(FrontEndTest.Members(members).With(new CompilerOptions(MinimumKernel: new Version(6, 10))).Check().Model.Programs).Section);

    /// <summary>By value in C's terms, which the kernel compares with the replaced function's.</summary>
    [Fact]
    public void A_replacement_is_called_with_the_functions_parameters()
    {
        string text = FrontEndTest.Members("[Freplace(\"x\")] int F(X* context, byte small, int number) => small + number; [KernelType(\"xdp_md\")] struct X { public uint data; }").Check().ModuleText!;
        Assert.Contains("@F(ptr %context.0, i64 %small.", text, StringComparison.Ordinal);
        Assert.Contains("name: \"xdp_md\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_iterators_section_and_parameters()
    {
        CompilationResult result = FrontEndTest.Members("[Iterator(\"task_file\")] bool F(T* task, uint fd, out long row) { row = task->pid; return true; }\n---\n[KernelType(\"task_struct\")] struct T { public int pid; }").Check();
        var program = Assert.Single(result.Model.Programs);
        Assert.Equal("iter/task_file", program.Section);
        Assert.Equal([("task", "Pointer", 8, "task_struct"), ("fd", "Number", 4, null), ("row", "Output", 8, (string?)null)],
            program.Parameters.Select(p => (p.Name, p.Kind, p.Size, p.TypeName)));
    }

    [Fact]
    public void Return_values_are_told_from_arguments()
    {
        CompilationResult result = FrontEndTest.Members("[Fexit(\"x\")] void F(nint a, [ReturnValue] int b) { } [FmodRet(\"x\")] int G(int* retval) => 0;").With(s_newest).Check();
        Assert.Equal([("a", "Number"), ("b", "ReturnedNumber"), ("retval", "ReturnedPointer")], result.Model.Programs.Items.SelectMany(p => p.Parameters).Select(p => (p.Name, p.Kind)));
    }

    [Fact]
    public void A_records_fields_are_compared_unless_they_fill_a_gap()
    {
        CompilationResult result = FrontEndTest.Members(
            "[Tracepoint(\"a/b\")] int F(R* r) => (int)r->dfd;\n---\n#pragma warning disable CS0169, CS0649\nstruct R { long common; public int __syscall_nr; public int _gap; public long dfd; public uint __data_loc_name; }").Check();
        // What is private fills a gap; of what begins with an underscore the runtime asks whether the kernel has it.
        Assert.Equal([("__syscall_nr", 8, 4), ("_gap", 12, 4), ("dfd", 16, 8), ("__data_loc_name", 24, 4)],
            Assert.Single(Assert.Single(result.Model.Programs).Parameters).Fields.Select(f => (f.Name, f.Offset, f.Size)));
    }

    /// <summary>Behind how many arguments the return value is, only a helper of 5.17 knows, unless the program declares them.</summary>
    [Fact]
    public void A_return_value_alone_needs_a_newer_kernel()
    {
        FrontEndTest.Members("[Fexit(\"x\")] void {|BPF0120:F|}([ReturnValue] int result) { }").Check();
        FrontEndTest.Members("[Fexit(\"x\")] void F([ReturnValue] int result) { }").With(s_newest).Check();
        FrontEndTest.Members("[Fexit(\"x\")] void F(int only, [ReturnValue] int result) { }").Check();
    }

    /// <summary>LLVM keeps relocations by the type's name, so that two views of one type would be taken for each other.</summary>
    [Fact]
    public void Two_views_of_a_type_have_different_names()
    {
        CompilationResult result = FrontEndTest.Members(
            "[Kprobe(\"x\")] int F(A* a) => a->pid + ((B*)a)->tgid + ((C*)a)->tgid;\n---\n[KernelType(\"task_struct\")] struct A { public int pid; }\n[KernelType(\"task_struct\")] struct B { public int tgid; }\n[KernelType(\"task_struct___c\")] struct C { public int tgid; }").Check();
        Assert.All(["\"task_struct\"", "\"task_struct___2\"", "\"task_struct___c\""], name => Assert.Contains("name: " + name, result.ModuleText, StringComparison.Ordinal));
    }
}
