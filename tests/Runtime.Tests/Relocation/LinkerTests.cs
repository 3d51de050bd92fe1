using BpfSharp.Btf;
using BpfSharp.Objects;
using BpfSharp.Runtime.Tests.Objects;
using Xunit;

namespace BpfSharp.Runtime.Tests.Relocation;

/// <summary>The outside judge is libbpf: it must make the same instructions of the same object and the same kernel types.</summary>
public sealed class LinkerTests
{
    static KernelBtf RunningKernel()
    {
        Assert.SkipUnless(File.Exists(KernelBtf.RunningPath), "the running kernel has no BTF");
        return KernelBtf.TryOpenRunning()!;
    }

    static LinkedProgram Link(ObjectSpec spec, string name, KernelBtf? kernel)
        => ProgramLinker.Link(spec, spec.Programs.Single(p => p.Name == name), kernel, map => map.Index + 100);

    [Theory, Trait("kernels", "all")]
    [InlineData("maps_and_globals", "v3")]
    [InlineData("subprograms", "v3")]
    [InlineData("core_running", "v3")]
    [InlineData("calls", "v3")]
    [InlineData("kfuncs", "v3")]
    [InlineData("externs", "v3")]
    public void Programs_link_as_with_libbpf(string source, string cpu) => LinkAsWithLibbpf(source, cpu);

    /// <summary>Which instructions there are depends on no kernel, so one is enough.</summary>
    [Theory]
    [InlineData("maps_and_globals", "v1")]
    [InlineData("subprograms", "v2")]
    [InlineData("core_running", "v1")]
    [InlineData("core_running", "v4")]
    public void Programs_of_every_instruction_set_link_as_with_libbpf(string source, string cpu) => LinkAsWithLibbpf(source, cpu);

    static void LinkAsWithLibbpf(string source, string cpu)
    {
        var kernel = RunningKernel();
        Assert.SkipWhen(source == "externs" && kernel.Find(BtfKind.Variable, "runqueues") == 0, "needs a kernel whose BTF has its variables");
        string path = Toolchain.PathOf(source, cpu);
        var spec = ObjectSpec.Parse(File.ReadAllBytes(path), source);
        var judge = LibbpfJudge.Ask(path);
        Assert.Equal(spec.Programs.Count, judge.Programs.Count);
        foreach (var program in spec.Programs)
        {
            var linked = Link(spec, program.Name, kernel);
            byte[] theirs = judge.Programs[program.Name];
            foreach (var failure in linked.Failures.Where(f => f.Kind == "kernel function"))
            {
                // libbpf poisons calls of missing kfuncs since 1.3; before, it left them with the number 0.
                linked.Instructions.AsSpan(failure.InstructionIndex * 8, 8).Clear();
                theirs.AsSpan(failure.InstructionIndex * 8, 8).Clear();
            }
            if (source == "kfuncs" && Sys.RunningKernel.VersionCode() < (6 << 16 | 4 << 8))
                AskForFunctionsByNumber(theirs);
            Assert.Equal(LibbpfJudge.Disassemble(theirs), LibbpfJudge.Disassemble(linked.Instructions));
        }
    }

    /// <summary>Before 6.4 the verifier refuses a function's address, with which libbpf says that it is there; we say 1.</summary>
    static void AskForFunctionsByNumber(byte[] code)
    {
        for (int at = 0; at < code.Length; at += 8)
        {
            if (code[at] != 0x18 || code[at + 1] >> 4 != 3) continue;
            code[at + 1] &= 0xf;
            new byte[] { 1, 0, 0, 0 }.CopyTo(code, at + 4);
            code.AsSpan(at + 12, 4).Clear();
        }
    }

    [Fact, Trait("kernels", "all")]
    public void Objects_that_bpftool_joined_link_as_with_libbpf()
    {
        Assert.SkipUnless(Toolchain.Has("bpftool"), "bpftool is not installed");
        var kernel = RunningKernel();
        // A static linker lays data sections out itself, and its records are not in the order of one compilation.
        string joined = Toolchain.TemporaryFile(".bpf.o");
        Toolchain.Run("bpftool", "gen", "object", joined, Toolchain.PathOf("subprograms"), Toolchain.PathOf("all_btf_kinds"), Toolchain.PathOf("core_running"));
        var spec = ObjectSpec.Parse(File.ReadAllBytes(joined), "joined");
        var judge = LibbpfJudge.Ask(joined);
        Assert.Equal(9, spec.Programs.Count);
        foreach (var program in spec.Programs)
            Assert.Equal(LibbpfJudge.Disassemble(judge.Programs[program.Name]), LibbpfJudge.Disassemble(Link(spec, program.Name, kernel).Instructions));
        Assert.Equal(judge.Btf, spec.Btf!.Sanitize(BtfFeatures.All));
    }

    [Theory]
    [InlineData("kernel_same", "loads")]
    [InlineData("kernel_same", "signed_loads")]
    [InlineData("kernel_same", "stores")]
    [InlineData("kernel_same", "questions")]
    [InlineData("kernel_same", "bit_questions")]
    [InlineData("kernel_same", "whole_types")]
    [InlineData("kernel_same", "kinds")]
    [InlineData("kernel_same", "other_roots")]
    [InlineData("kernel_same", "ambiguous_moved")]
    [InlineData("kernel_moved", "loads")]
    [InlineData("kernel_moved", "signed_loads")]
    [InlineData("kernel_moved", "stores")]
    [InlineData("kernel_moved", "questions")]
    [InlineData("kernel_moved", "bit_questions")]
    [InlineData("kernel_moved", "whole_types")]
    [InlineData("kernel_moved", "kinds")]
    [InlineData("kernel_moved", "other_roots")]
    [InlineData("kernel_sparse", "questions")]
    [InlineData("kernel_sparse", "bit_questions")]
    [InlineData("kernel_sparse", "whole_types")]
    [InlineData("kernel_sparse", "kinds")]
    [InlineData("kernel_sparse", "other_roots")]
    [InlineData("kernel_sparse", "ambiguous_same")]
    public void Made_up_kernels_relocate_as_with_libbpf(string kernel, string program) => RelocateAsWithLibbpf("core_local", kernel, program);

    /// <summary>Pointers to pointers, chains of typedefs, nested unions, bitfields in other units, wide and signed enums, types of one name that differ.</summary>
    [Theory]
    [InlineData("more_same", "pointers typedefs unions bitfields enumerators flavours arrays functions matches conflicts conflicting_match conflicting_size")]
    [InlineData("more_moved", "pointers typedefs unions bitfields enumerators flavours arrays functions matches conflicts conflicting_match conflicting_size")]
    [InlineData("more_torn", "pointers typedefs unions bitfields enumerators flavours arrays functions matches conflicts conflicting_match conflicting_size")]
    public void More_made_up_kernels_relocate_as_with_libbpf(string kernel, string programs)
    {
        foreach (string program in programs.Split(' '))
            RelocateAsWithLibbpf("more_local", kernel, program);
    }

    static void RelocateAsWithLibbpf(string source, string kernel, string program)
    {
        string local = Toolchain.PathOf(source);
        string target = Toolchain.PathOf(kernel);
        var judge = LibbpfJudge.Ask(local, target, program);
        var linked = Link(ObjectSpec.Parse(File.ReadAllBytes(local), source), program, KernelBtf.Open(target));
        Assert.Equal(LibbpfJudge.Disassemble(judge.Programs[program]), LibbpfJudge.Disassemble(linked.Instructions));
        // Every poisoned instruction, or pair, has its failure noted.
        var poisoned = Enumerable.Range(0, linked.Instructions.Length / 8)
            .Where(i => BitConverter.ToInt32(judge.Programs[program], i * 8 + 4) == RelocationFailure.PoisonHelper).ToHashSet();
        var noted = linked.Failures.Select(f => f.InstructionIndex).ToHashSet();
        Assert.Subset(poisoned, noted);
        Assert.All(poisoned.Except(noted), second => Assert.Contains(second - 1, noted));
    }

    [Fact]
    public void A_failure_says_what_is_missing_and_where()
    {
        var linked = Link(ObjectSpec.Parse(Toolchain.BytesOf("core_local"), "core_local"), "questions", KernelBtf.Open(Toolchain.PathOf("kernel_sparse")));
        var failure = linked.Failures.Single(f => f.Field == "narrow");
        Assert.Equal(("field size", "struct sample___other"), (failure.Kind, failure.Type));
        Assert.EndsWith("core_local.c", failure.Source!.File);
        Assert.Equal(File.ReadLines(failure.Source.File).ElementAt(failure.Source.Line - 1).Trim(), failure.Source.Text);
        Assert.StartsWith("out[1", failure.Source.Text); // clang moves the constants together
        Assert.Contains("has no narrow", failure.Reason);
    }

    [Theory]
    [InlineData("ambiguous_moved", "moved", "several types")]
    [InlineData("loads", "unsigned_number", "beyond the 32767")]
    public void What_libbpf_refuses_to_load_becomes_a_poisoned_instruction(string program, string field, string reason)
    {
        var linked = Link(ObjectSpec.Parse(Toolchain.BytesOf("core_local"), "core_local"), program, KernelBtf.Open(Toolchain.PathOf("kernel_sparse")));
        var failure = linked.Failures.First(f => f.Field == field);
        Assert.Contains(reason, failure.Reason);
        Assert.Equal(0x85, linked.Instructions[failure.InstructionIndex * 8]);
    }

    [Fact]
    public void Without_kernel_types_every_question_about_the_kernel_fails()
    {
        var spec = ObjectSpec.Parse(Toolchain.BytesOf("core_local"), "core_local");
        var linked = Link(spec, "kinds", null);
        Assert.Equal(4, linked.Failures.Count);
        Assert.All(linked.Failures, f => Assert.Contains("CONFIG_DEBUG_INFO_BTF", f.Reason));
    }

    [Fact]
    public void Function_and_line_records_follow_the_functions()
    {
        var spec = ObjectSpec.Parse(Toolchain.BytesOf("subprograms"), "subprograms");
        var linked = Link(spec, "second", null);
        Assert.Equal("second", linked.Functions[0].Name);
        Assert.Equal(linked.Functions.Count, linked.FuncInfo.Length / linked.FuncInfoRecordSize);
        for (int i = 0; i < linked.Functions.Count; i++)
        {
            uint start = BitConverter.ToUInt32(linked.FuncInfo, i * linked.FuncInfoRecordSize);
            int type = BitConverter.ToInt32(linked.FuncInfo, i * linked.FuncInfoRecordSize + 4);
            Assert.Equal(linked.Functions[i].Start, (int)start);
            Assert.Equal(linked.Functions[i].Name, spec.Btf!.Types.TextAt(spec.Btf.Types[type].NameOffset));
        }
        var each = linked.Functions.Single(f => f.Name == "each");
        Assert.Equal("*context += leaf(index);", linked.Lines.Find(each.Start + 3)!.Text);
        Assert.Null(linked.Lines.Find(-1));
    }
}
