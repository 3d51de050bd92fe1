using System.Text.RegularExpressions;
using BpfSharp.Compiler.Worker;
using static BpfSharp.Compiler.Llvm.Tests.Fixtures;

namespace BpfSharp.Compiler.Llvm.Tests;

/// <summary>IR in, object out: each through a worker process, as in a build.</summary>
public sealed class CompileTests
{
    static byte[] Object(CompileResponse response)
    {
        Assert.Equal((CompileOutcome.Done, ""), (response.Outcome, response.Message));
        var result = Assert.Single(response.Modules);
        Assert.True(result.Ok, string.Join('\n', result.Diagnostics.Select(d => d.Message)));
        return result.Object;
    }

    static ModuleResult Failure(string module)
    {
        var result = Assert.Single(Worker.Compile(Request(Module(module))).Modules);
        Assert.False(result.Ok);
        Assert.Empty(result.Object);
        return result;
    }

    [Fact]
    public void A_program_becomes_an_object_with_its_sections()
    {
        Assert.SkipUnless(Tool.Exists("llvm-objdump-19"), "llvm-objdump-19 is not installed");
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory.File("x.o"), Object(Worker.Compile(Request(Module("counter")))));
        string text = Tool.Run("llvm-objdump-19", "-h", "-d", "--mcpu=v3", directory.File("x.o")).Text;
        Assert.Contains("elf64-bpf", text, StringComparison.Ordinal);
        foreach (string section in (string[])["xdp", ".maps", "license", ".BTF", ".BTF.ext"]) Assert.Contains($" {section} ", text, StringComparison.Ordinal);
        Assert.Contains("call 0x1", text, StringComparison.Ordinal);
        Assert.Contains("lock *(u64 *)", text, StringComparison.Ordinal);
        Assert.DoesNotContain(".debug_info", text, StringComparison.Ordinal);
    }

    /// <summary>The verifier allows no 'or' on a pointer.</summary>
    [Fact]
    public void A_variable_index_is_added_to_its_address()
    {
        Assert.SkipUnless(Tool.Exists("llvm-objdump-19"), "llvm-objdump-19 is not installed");
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory.File("x.o"), Object(Worker.Compile(Request(Module("indexes")))));
        string text = Tool.Run("llvm-objdump-19", "-d", "--mcpu=v3", directory.File("x.o")).Text;
        Assert.Contains("<OnStack>", text, StringComparison.Ordinal);
        Assert.Contains("<InData>", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" |= ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_that_are_not_in_use_at_once_share_the_stack() => Assert.NotEmpty(Object(Worker.Compile(Request(Module("sharing")))));

    /// <summary>Half of what was a larger variable's would leave two different stacks behind, and the verifier would walk the rest twice.</summary>
    [Fact]
    public void A_variable_shares_with_one_of_its_size()
    {
        Assert.SkipUnless(Tool.Exists("llvm-objdump-19"), "llvm-objdump-19 is not installed");
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory.File("x.o"), Object(Worker.Compile(Request(Module("parts")))));
        string text = Tool.Run("llvm-objdump-19", "-d", "--mcpu=v3", directory.File("x.o")).Text;
        string[] places = [.. Regex.Matches(text, @"r1 \+= (-0x\w+)").Select(match => match.Groups[1].Value)];
        Assert.Equal(3, places.Length);
        Assert.Equal(places[1], places[2]);
        Assert.NotEqual(places[0], places[1]);
    }

    [Fact]
    public void The_kernel_accepts_the_object()
    {
        Assert.SkipUnless(Tool.Exists("bpftool") && Environment.IsPrivilegedProcess, "needs bpftool and root");
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory.File("x.o"), Object(Worker.Compile(Request(Module("counter")))));
        string pins = Directory.CreateDirectory(directory.File("pins")).FullName;
        try
        {
            var load = Tool.Run("bpftool", "prog", "load", directory.File("x.o"), Path.Combine(pins, "p"));
            Assert.SkipWhen(load.Text.Contains("Operation not permitted", StringComparison.Ordinal), "this system does not let root load eBPF programs");
            Assert.True(load.ExitCode == 0, load.Text);
            Assert.Contains("xdp  name OnPacket", Tool.Run("bpftool", "prog", "show", "pinned", Path.Combine(pins, "p")).Text, StringComparison.Ordinal);
        }
        finally
        {
            while (Tool.Run("umount", pins).ExitCode == 0) { } // bpftool mounts where it pins: first the directory on itself, then a BPF file system.
        }
    }

    [Fact]
    public void The_same_module_gives_the_same_bytes_every_time() =>
        Assert.Equal(Object(Worker.Compile(Request(Module("core")))), Object(Worker.Compile(Request(Module("core")))));

    [Fact]
    public void Modules_that_name_the_same_kernel_type_do_not_disturb_each_other()
    {
        byte[] alone = Object(Worker.Compile(Request(Module("core"))));
        var response = Worker.Compile(Request(Module("core"), Module("counter"), Module("core")));
        Assert.All(response.Modules, static m => Assert.True(m.Ok));
        Assert.Equal(alone, response.Modules[0].Object);
        Assert.Equal(alone, response.Modules[2].Object);
        Assert.NotEqual(alone, response.Modules[1].Object);
    }

    [Fact]
    public void An_error_of_the_backend_names_the_place_in_the_source()
    {
        var error = Assert.Single(Failure("stack").Diagnostics);
        Assert.Equal((BackendSeverity.Error, "/src/with space: odd/Stack.cs", 9, 13, "TooBig"), (error.Severity, error.File, error.Line, error.Column, error.Function));
        Assert.Contains("512 bytes of stack", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" The largest is 'buffer' (600 bytes).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_nobody_defines_is_an_error_but_a_kernel_function_is_not()
    {
        var error = Assert.Single(Failure("externs").Diagnostics);
        Assert.Contains("'nowhere'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_makes_LLVM_give_up_is_an_error_like_any_other()
    {
        var error = Assert.Single(Failure("fatal").Diagnostics);
        Assert.Equal("Atomic", error.Function);
        Assert.Contains("atomic operation", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unreadable", "undefined value '%nothing'")]
    [InlineData("unverified", "does not dominate all uses")]
    public void IR_that_is_wrong_is_reported_as_a_defect(string module, string text)
    {
        var error = Assert.Single(Failure(module).Diagnostics);
        Assert.Contains("defect in BpfSharp", error.Message, StringComparison.Ordinal);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_pipeline_that_does_not_exist_is_an_error()
    {
        var result = Assert.Single(Worker.Compile(Request(Module("counter", passes: "default<O9>"))).Modules);
        Assert.False(result.Ok);
        Assert.Contains("O9", Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_bad_module_does_not_spoil_the_others_and_the_order_is_kept()
    {
        var response = Worker.Compile(Request(Module("counter"), Module("fatal"), Module("stack"), Module("core")));
        Assert.Equal([true, false, false, true], response.Modules.Select(static m => m.Ok));
        Assert.Equal("Atomic", response.Modules[1].Diagnostics[0].Function);
        Assert.Equal("TooBig", response.Modules[2].Diagnostics[0].Function);
    }

    [Fact]
    public void A_loop_that_LLVM_would_make_too_clever_stays_a_loop()
    {
        byte[] alone = Object(Worker.Compile(Request(Module("squares"))));
        Assert.Equal(alone, Worker.Compile(Request(Module("squares"), Module("core"))).Modules[0].Object);
    }

    [Fact]
    public void A_multiplication_that_is_too_wide_is_told_once()
    {
        var error = Assert.Single(Failure("wide").Diagnostics);
        Assert.Equal(("Multiply", "A 128-bit multiplication does not exist in eBPF."), (error.Function, error.Message));
    }

    [Fact]
    public void A_request_without_modules_is_answered() => Assert.Empty(Worker.Compile(Request()).Modules);

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    [InlineData("v4")]
    public void Other_instruction_sets_can_be_chosen(string cpu) => Assert.NotEmpty(Object(Worker.Compile(Request(Module("core", cpu)))));
}
