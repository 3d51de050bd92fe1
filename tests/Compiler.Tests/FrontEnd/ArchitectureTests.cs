using BpfSharp.Compiler.Tests.Emit;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>One object for all machines where that is right, else one for each; and the object says which.</summary>
public sealed class ArchitectureTests
{
    static readonly CompilerOptions s_all = new(EveryArchitecture: true);

    [Theory]
    [InlineData("[SocketFilter] int F() => 0;")]
    [InlineData("[BtfTracepoint(\"x\")] int F(int a) => a;")]
    [InlineData("[Kprobe(\"x\")] int F() => 0; [Kretprobe(\"x\")] int G() => 0; [Ksyscall(\"x\")] int H() => 0;")]
    public void What_reads_no_registers_is_right_on_all_machines(string members)
    {
        ArchitectureModule module = Assert.Single(Compile(members, s_all).Modules.Items);
        Assert.Null(module.Architecture);
        Assert.DoesNotContain("bpfsharp_arch", module.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Kprobe(\"x\")] int F(int a) => a;")]
    [InlineData("[Kretprobe(\"x\")] int F(int a) => a;")]
    [InlineData("[Ksyscall(\"x\")] int F(int a) => a;")]
    [InlineData("[SocketFilter] int F() => 0; [Kretsyscall(\"x\")] int G(int a) => a;")]
    public void What_reads_registers_is_compiled_for_each(string members)
    {
        ObjectResult result = Compile(members, s_all);
        Assert.Equal([TargetArchitecture.X64, TargetArchitecture.Arm64], result.Modules.Items.Select(m => m.Architecture));
        foreach (ArchitectureModule module in result.Modules.Items)
        {
            using CompiledObject compiled = new(module.Text);
            Assert.Contains($"DECL_TAG 'bpfsharp_arch:{module.Architecture!.Value.Name()}'", compiled.Btf(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("x64")]
    [InlineData("arm64")]
    public void A_project_can_want_one_only(string wanted)
    {
        CompilerOptions options = new(Architecture: wanted == "x64" ? TargetArchitecture.X64 : TargetArchitecture.Arm64);
        Assert.Equal(wanted, Assert.Single(Compile("[Kprobe(\"x\")] int F(int a) => a;", options).Modules.Items).Architecture?.Name());
    }

    [Theory]
    [InlineData("[Kprobe(\"x\")] int F(PtRegs* r) => 0;", "x64")]
    [InlineData("[Kprobe(\"x\")] int F(Arm64PtRegs* r, int a) => a;", "arm64")]
    [InlineData("[RawTracepoint(\"sys_enter\")] int F(byte* r) => (int)((Arm64PtRegs*)r)->X8;", "arm64")]
    public void Who_names_registers_means_their_machine(string members, string expected)
    {
        ObjectResult result = Compile(members, s_all);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(expected, Assert.Single(result.Modules.Items).Architecture?.Name());
    }

    [Fact]
    public void One_class_cannot_name_the_registers_of_both()
    {
        ObjectResult result = Compile("[Kprobe(\"x\")] int F(Arm64PtRegs* r) => (int)r->X0; [Kprobe(\"y\")] int G(PtRegs* r) => (int)r->Rdi;", s_all);
        Assert.Equal("BPF0049", Assert.Single(result.Diagnostics).Id);
        Assert.Empty(result.Modules.Items);
    }

    [Fact]
    public void What_is_wrong_on_one_machine_only_is_said_once()
    {
        ObjectResult result = Compile("[Kprobe(\"x+16\")] int F(int a, int b, int c, int d, int e, int f, int g) => g;", s_all);
        Diagnostic diagnostic = Assert.Single(result.Diagnostics);
        Assert.Contains("on x64 it is on the stack", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(result.Modules.Items);
    }

    [Fact]
    public void What_is_wrong_on_both_is_said_once() => Assert.Single(Compile("[Kprobe(\"x\")] int F(int a) { object o = a; return 0; }", s_all).Diagnostics);

    static ObjectResult Compile(string members, CompilerOptions options)
    {
        var compilation = FrontEndTest.Members(members).Compilation();
        Assert.Empty(FrontEndTest.Errors(compilation));
        SyntaxTree tree = compilation.SyntaxTrees[1];
        var declaration = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>().First();
        INamedTypeSymbol type = Microsoft.CodeAnalysis.CSharp.CSharpExtensions.GetDeclaredSymbol(compilation.GetSemanticModel(tree), declaration, TestContext.Current.CancellationToken)!;
        return ObjectCompiler.Compile(type, compilation, options, TestContext.Current.CancellationToken);
    }
}
