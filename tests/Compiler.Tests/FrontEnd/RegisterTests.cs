using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using BpfSharp.Compiler.Tests.Emit;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>The registers that programs read, against the macros of libbpf's bpf_tracing.h and the kernel's own header.</summary>
public sealed partial class RegisterTests
{
    const string Arm64Registers = "struct user_pt_regs { unsigned long long regs[31], sp, pc, pstate; };";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void An_argument_on_x64(int position) =>
        Assert.Equal(OfLibbpf($"PT_REGS_PARM{position}(ctx)", "x86"), OfOurs($"[Kprobe(\"x\")] int F({Parameters(position)}) => (int)(a{position} >> 3);", TargetArchitecture.X64));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void An_argument_on_arm64(int position) =>
        Assert.Equal(OfLibbpf($"PT_REGS_PARM{position}(ctx)", "arm64"), OfOurs($"[Kprobe(\"x\")] int F({Parameters(position)}) => (int)(a{position} >> 3);", TargetArchitecture.Arm64));

    [Theory]
    [InlineData("x86")]
    [InlineData("arm64")]
    public void The_return_value(string architecture) => Assert.Equal(
        OfLibbpf("PT_REGS_RC(ctx)", architecture),
        OfOurs("[Kretprobe(\"x\")] int F(long a) => (int)(a >> 3);", architecture == "x86" ? TargetArchitecture.X64 : TargetArchitecture.Arm64));

    /// <summary>In a system call the context's first argument points to registers, in which the arguments are.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_system_calls_argument_on_x64(int position)
    {
        string code = Disassembly($"[Ksyscall(\"x\")] int F({Parameters(position)}) => (int)(a{position} >> 3);", TargetArchitecture.X64);
        int argument = OfLibbpf($"PT_REGS_PARM{position}_SYSCALL(ctx)", "x86");
        // The helper reads at an address behind the pointer; the last read is that of the last parameter.
        Assert.Equal(argument, int.Parse(SourceOffset().Matches(code)[^1].Groups[1].Value[2..], System.Globalization.NumberStyles.HexNumber));
        Assert.Contains($"*(u64 *)(r1 + 0x{OfLibbpf("PT_REGS_PARM1(ctx)", "x86"):x})", code, StringComparison.Ordinal);
    }

    /// <summary>libbpf takes the first from where the kernel saved it for restarts; the kernel's own wrapper reads x0, which is the same at its entry.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_system_calls_argument_on_arm64(int position)
    {
        string code = Disassembly($"[Ksyscall(\"x\")] int F({Parameters(position)}) => (int)(a{position} >> 3);", TargetArchitecture.Arm64);
        Assert.Equal(OfLibbpf($"PT_REGS_PARM{position}_SYSCALL(ctx)", "arm64"), int.Parse(SourceOffset().Matches(code)[^1].Groups[1].Value[2..], System.Globalization.NumberStyles.HexNumber));
        Assert.Contains($"*(u64 *)(r1 + 0x{OfLibbpf("PT_REGS_PARM1(ctx)", "arm64"):x})", code, StringComparison.Ordinal);
    }

    [Fact]
    public void The_struct_is_the_kernels()
    {
        string assertions = string.Concat(typeof(PtRegs).GetFields().Select(f =>
            $"_Static_assert(__builtin_offsetof(struct pt_regs, {NameInC(f.Name)}) == {Marshal.OffsetOf<PtRegs>(f.Name)}, \"{f.Name}\");\n"));
        Assert.Equal(21, typeof(PtRegs).GetFields().Length);
        Compile($"#include <asm/ptrace.h>\n{assertions}_Static_assert(sizeof(struct pt_regs) == {Marshal.SizeOf<PtRegs>()}, \"size\");\n", "-target", "x86_64-linux-gnu", "-fsyntax-only");

        // The kernel's struct begins with what user space sees of it.
        Assert.Equal(35, typeof(Arm64PtRegs).GetFields().Length);
        Assert.Equal(Enumerable.Range(0, 35).Select(i => (nint)(8 * i)), typeof(Arm64PtRegs).GetFields().Select(f => Marshal.OffsetOf<Arm64PtRegs>(f.Name)));
        Assert.Equal(["Sp", "Pc", "Pstate"], typeof(Arm64PtRegs).GetFields().Skip(31).Take(3).Select(f => f.Name));
    }

    static string NameInC(string name) => name switch { "Rflags" => "eflags", "OrigRax" => "orig_rax", _ => name.ToLowerInvariant() };

    static string Parameters(int count) => string.Join(", ", Enumerable.Range(1, count).Select(i => $"long a{i}"));

    static int OfOurs(string members, TargetArchitecture architecture) => Offset(Disassembly(members, architecture));

    static string Disassembly(string members, TargetArchitecture architecture)
    {
        CompilationResult result = FrontEndTest.Members(members).With(new CompilerOptions(Architecture: architecture)).Check();
        using CompiledObject compiled = new(result.ModuleText!);
        return compiled.Disassembly();
    }

    static int OfLibbpf(string macro, string architecture)
    {
        string header = architecture == "x86" ? "#include <asm/ptrace.h>" : Arm64Registers;
        string code = Compile($$"""
            {{header}}
            #include <linux/types.h>
            #include <bpf/bpf_helpers.h>
            #include <bpf/bpf_tracing.h>
            struct pt_regs;
            int F(struct pt_regs *ctx) { return (long long){{macro}} >> 3; }
            """, "-target", "bpf", "-mcpu=v3", "-O2", "-D__TARGET_ARCH_" + architecture, "-D__x86_64__", "-I/usr/include/x86_64-linux-gnu", "-c");
        return Offset(code);
    }

    static int Offset(string disassembly) =>
        int.Parse(ContextOffset().Match(disassembly) is { Success: true } match ? match.Groups[1].Value[2..] : throw new FormatException(disassembly), System.Globalization.NumberStyles.HexNumber);

    static string Compile(string source, params string[] options)
    {
        Assert.SkipUnless(File.Exists("/usr/include/bpf/bpf_tracing.h") && File.Exists("/usr/include/x86_64-linux-gnu/asm/ptrace.h"), "libbpf's and the kernel's headers for x64 are not installed");
        string folder = Directory.CreateTempSubdirectory("bpfsharp-registers").FullName;
        try
        {
            string input = Path.Combine(folder, "a.c"), output = Path.Combine(folder, "a.o");
            File.WriteAllText(input, source);
            Tool.Run("clang-19", [.. options, input, "-o", output]);
            return File.Exists(output) ? Tool.Run("llvm-objdump-19", "-d", "--mcpu=v3", "--no-show-raw-insn", output) : "";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex(@"\*\(u(?:64|32) \*\)\(r1 \+ (0x[0-9a-f]+)\)")]
    private static partial Regex ContextOffset();

    [GeneratedRegex(@"r\d+ \+= (0x[0-9a-f]+)")]
    private static partial Regex SourceOffset();
}
