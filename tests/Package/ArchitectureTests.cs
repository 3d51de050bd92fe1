using System.Runtime.InteropServices;

namespace BpfSharp.Package.Tests;

/// <summary>
/// Objects for x64 and arm64 from one class. No arm64 machine is needed for what is asked here: which objects there are, that
/// they differ in the registers alone (whose offsets are held against libbpf's elsewhere), and that the kernel takes both.
/// </summary>
public sealed class ArchitectureTests(PackedPackage package)
{
    const string Output = "bin/Debug/net10.0/";

    [Fact]
    public void Programs_that_read_registers_have_an_object_for_each_machine()
    {
        var app = package.NewProject("machines", Projects.Application(Projects.Reference)).Copy("", "Machines.cs");
        app.Dotnet("build", "--no-restore", "-warnaserror").Succeeds();
        Assert.Equal(["Mixed.arm64.bpf.o", "Mixed.bpf.o", "Plain.bpf.o"], Objects(Output));
        string x64 = Code("Mixed.bpf.o"), arm64 = Code("Mixed.arm64.bpf.o");
        Assert.Equal([" 70", " 50"], Registers(x64)); // rdi, rax
        Assert.Equal([" 0", " 0"], Registers(arm64)); // x0, x0
        Assert.Equal(x64.Split('\n').Where(static l => !l.Contains("(r1 + 0x", StringComparison.Ordinal)), arm64.Split('\n').Where(static l => !l.Contains("(r1 + 0x", StringComparison.Ordinal)));

        Kernel.Requires();
        foreach (string name in (ReadOnlySpan<string>)["Mixed.bpf.o", "Mixed.arm64.bpf.o"])
        {
            string pins = $"/sys/fs/bpf/bpfsharp-test-{Environment.ProcessId}";
            Tool.Run("bpftool", "prog", "loadall", app.PathOf(Output + name), pins);
            try
            {
                Assert.Equal(["Filter", "OnExit", "OnExited"], Directory.GetFiles(pins).Select(Path.GetFileName).Order());
            }
            finally
            {
                Directory.Delete(pins, recursive: true);
            }
        }

        // One machine's only, by the property and by the runtime identifier.
        app.Dotnet("build", "--no-restore", "-p:BpfArchitecture=arm64", "-o", "arm64").Succeeds();
        Assert.Equal(["Mixed.arm64.bpf.o", "Plain.bpf.o"], Objects("arm64"));
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "needs x64");
        Assert.Contains("It was compiled for arm64, and this is x64", app.Run("arm64/machines").Fails().Output, StringComparison.Ordinal);
        app.Dotnet("build", "-r", "linux-x64", "-o", "x64").Succeeds();
        Assert.Equal(["Mixed.bpf.o", "Plain.bpf.o"], Objects("x64"));
        Assert.Contains("loaded", app.Run("x64/machines").Succeeds().Output, StringComparison.Ordinal);

        string Code(string name) => Tool.Run("llvm-objdump-19", "-d", "--no-show-raw-insn", "--mcpu=v3", app.PathOf(Output + name)).Replace(app.PathOf(Output + name), "", StringComparison.Ordinal);

        static IEnumerable<string> Registers(string code) => code.Split('\n').Where(static l => l.Contains("(r1 + 0x", StringComparison.Ordinal)).Select(static l => " " + l.Split("(r1 + 0x")[1].TrimEnd(')'));

        IEnumerable<string?> Objects(string folder) => Directory.GetFiles(app.PathOf(folder), "*.bpf.o").Select(Path.GetFileName).Order(StringComparer.Ordinal);
    }
}
