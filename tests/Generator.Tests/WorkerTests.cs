using System.Collections.Immutable;
using BpfSharp.Compiler.Worker;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Generator.Tests;

/// <summary>The generator's side of the conversation, with a worker that does as it is told.</summary>
public sealed class WorkerTests
{
    static readonly byte[] SomeObject = [1, 2, 3, 250];

    static CompileResponse Done(params ImmutableArray<ModuleResult> modules) => new(CompileOutcome.Done, "", "19.1.7", modules);

    static Diagnostic Only(FakeWorker worker, string id)
    {
        using (worker)
        {
            var result = new Project(Sources.Small, worker.Properties).Run();
            Assert.DoesNotContain(result.GeneratedSources, static s => s.HintName.EndsWith(".Bytes.g.cs", StringComparison.Ordinal));
            var diagnostic = Assert.Single(result.Diagnostics);
            Assert.Equal(id, diagnostic.Id);
            return diagnostic;
        }
    }

    [Fact]
    public void All_modules_travel_in_one_request_and_their_objects_are_embedded()
    {
        using var worker = new FakeWorker(Done(new ModuleResult(true, [], SomeObject), new ModuleResult(true, [], [9])));
        var project = new Project(Sources.Small + Sources.Small.Replace("Small", "Other", StringComparison.Ordinal), [.. worker.Properties, ("BpfSharpCacheDirectory", worker.File("bpf/"))]);
        var result = project.Run();
        Assert.Empty(result.Diagnostics);
        Assert.Equal(["Small", "Other"], worker.Request.Modules.Select(static m => m.Name));
        Assert.Equal((worker.File("bpf/"), "v3", "default<O2>"), (worker.Request.CacheDirectory, worker.Request.Modules[0].Cpu, worker.Request.Modules[0].Passes));
        Assert.Contains("define", System.Text.Encoding.UTF8.GetString(worker.Request.Modules[0].Ir), StringComparison.Ordinal);
        Snapshot.Match(result.GeneratedSources.Single(static s => s.HintName == "Small.Bytes.g.cs").SourceText.ToString(), "Small.Bytes");
        Assert.Empty(project.Complete().GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Theory]
    [InlineData("6.6", "", "v4")]
    [InlineData("5.10", "6.6", "v3")]
    [InlineData("6.6", "5.10", "v4")]
    public void The_instruction_set_is_that_of_the_objects_own_minimum_kernel(string ofObject, string ofProject, string cpu)
    {
        using var worker = new FakeWorker(Done(new ModuleResult(true, [], SomeObject)));
        new Project(Sources.Small.Replace("[BpfObject]", $"[BpfObject(MinimumKernel = \"{ofObject}\")]", StringComparison.Ordinal), [.. worker.Properties, ("BpfMinimumKernel", ofProject)]).Run();
        CompileModule module = Assert.Single(worker.Request.Modules);
        Assert.Equal(cpu, module.Cpu);
        Assert.Contains($"\"target-cpu\"=\"{cpu}\"", System.Text.Encoding.UTF8.GetString(module.Ir), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_for_two_machines_travel_together_and_the_running_one_chooses()
    {
        const string probe = "[BpfObject] sealed partial class Probe { [Kprobe(\"f\")] int OnF(int a) => a; }";
        using var worker = new FakeWorker(Done(new(true, [], [1]), new(true, [], [2, 2]), new(true, [], SomeObject)));
        var project = new Project(probe + Sources.Small, worker.Properties);
        var result = project.Run();
        Assert.Equal(["Probe", "Probe", "Small"], worker.Request.Modules.Select(static m => m.Name));
        Assert.Contains("bpfsharp_arch:arm64", System.Text.Encoding.UTF8.GetString(worker.Request.Modules[1].Ir), StringComparison.Ordinal);
        Snapshot.Match(result.GeneratedSources.Single(static s => s.HintName == "Probe.Bytes.g.cs").SourceText.ToString(), "Probe.Bytes");
        Assert.Contains("0xfa030201,", result.GeneratedSources.Single(static s => s.HintName == "Small.Bytes.g.cs").SourceText.ToString(), StringComparison.Ordinal);
        Assert.Empty(project.Complete().GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void What_LLVM_says_of_both_machines_objects_is_said_once()
    {
        var failed = ModuleResult.Failed(new BackendDiagnostic(BackendSeverity.Error, "/src/Program.cs", 9, 5, "OnF", "too much"));
        using var worker = new FakeWorker(Done(failed, failed));
        Assert.Single(new Project("[BpfObject] sealed partial class Probe { [Kprobe(\"f\")] int OnF(int a) => a; }", worker.Properties).Run().Diagnostics);
    }

    [Fact]
    public void An_error_of_LLVM_appears_at_its_place()
    {
        var error = Only(new FakeWorker(Done(ModuleResult.Failed(new BackendDiagnostic(BackendSeverity.Error, "/src/Program.cs", 9, 5, "Filter", "too much")))), "BPF0900");
        Assert.Equal("/src/Program.cs(9,5): error BPF0900: too much", error.ToString());
    }

    [Fact]
    public void An_error_without_a_place_names_class_and_method()
    {
        var error = Only(new FakeWorker(Done(ModuleResult.Failed(new BackendDiagnostic(BackendSeverity.Error, "", 0, 0, "Filter", "too much")))), "BPF0900");
        Assert.Equal("error BPF0900: Small.Filter: too much", error.ToString());
    }

    [Fact]
    public void A_warning_does_not_stop_the_object()
    {
        using var worker = new FakeWorker(Done(new ModuleResult(true, [new BackendDiagnostic(BackendSeverity.Warning, "/src/Program.cs", 9, 5, "Filter", "odd")], SomeObject)));
        var result = new Project(Sources.Small, worker.Properties).Run();
        Assert.Equal("/src/Program.cs(9,5): warning BPF0901: odd", Assert.Single(result.Diagnostics).ToString());
        Assert.Contains(result.GeneratedSources, static s => s.HintName == "Small.Bytes.g.cs");
    }

    [Fact]
    public void LLVM_that_is_missing_is_told_with_its_cure() =>
        Assert.Contains("Install it with: apt", Only(new FakeWorker(CompileResponse.Failed(CompileOutcome.LlvmUnusable, "Install it with: apt")), "BPF0910").GetMessage(), StringComparison.Ordinal);

    [Fact]
    public void A_request_that_was_refused_is_told() =>
        Assert.Contains("different packages", Only(new FakeWorker(CompileResponse.Failed(CompileOutcome.BadRequest, "different packages")), "BPF0912").GetMessage(), StringComparison.Ordinal);

    [Theory]
    [InlineData("kill -SEGV $$", "signal 11 (exit code 139)")]
    [InlineData("kill -ABRT $$", "signal 6 (exit code 134)")]
    [InlineData("echo no runtime >&2; exit 150", "no runtime")]
    [InlineData("cat >/dev/null; echo hello", "cannot be read")]
    [InlineData("exit 0", "cannot be read")]
    [InlineData("head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero; cat >/dev/null; exit 9", "exit code 9")]
    public void A_worker_that_fails_is_one_clear_error(string script, string text)
    {
        var error = Only(new FakeWorker(script), "BPF0912");
        Assert.Contains("Small", error.GetMessage(), StringComparison.Ordinal);
        Assert.Contains(text, error.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_for_another_number_of_modules_is_refused() => Assert.Contains("0 modules", Only(new FakeWorker(Done()), "BPF0912").GetMessage(), StringComparison.Ordinal);

    /// <summary>A path that is not absolute would be looked for in the compiler's current folder.</summary>
    [Fact]
    public void A_native_worker_is_named_by_its_absolute_path()
    {
        using var worker = new FakeWorker(Done(new ModuleResult(true, [], SomeObject)));
        var error = Assert.Single(new Project(Sources.Small, [.. worker.Properties, ("BpfSharpNativeWorkerPath", "tools/bpfsharp-llvm.native")]).Run().Diagnostics);
        Assert.Equal("BPF0911", error.Id);
        Assert.Contains("'BpfSharpNativeWorkerPath' is 'tools/bpfsharp-llvm.native', which is not an absolute path", error.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "/bin/sh", "BPF0911", "'BpfSharpWorkerPath' is not set")]
    [InlineData("tools/worker.dll", "/bin/sh", "BPF0911", "'BpfSharpWorkerPath' is 'tools/worker.dll'")]
    [InlineData("/nowhere/worker.dll", "", "BPF0911", "'BpfSharpDotNetHostPath' is not set")]
    [InlineData("/nowhere/worker.dll", "dotnet", "BPF0911", "'BpfSharpDotNetHostPath' is 'dotnet'")]
    [InlineData("/nowhere/worker.dll", "/nowhere/dotnet", "BPF0912", "/nowhere/dotnet")]
    public void Paths_are_taken_from_the_project_alone(string worker, string host, string id, string text)
    {
        var error = Assert.Single(new Project(Sources.Small, ("BpfSharpWorkerPath", worker), ("BpfSharpDotNetHostPath", host)).Run().Diagnostics);
        Assert.Equal(id, error.Id);
        Assert.Contains(text, error.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "[]")]
    [InlineData("/opt/libLLVM.so", "[/opt/libLLVM.so]")]
    public void The_choice_of_LLVM_is_the_projects_not_the_environments(string chosen, string seen)
    {
        using var worker = new FakeWorker("echo \"[$BPFSHARP_LIBLLVM]\" >&2; exit 1");
        var error = Assert.Single(new Project(Sources.Small, [.. worker.Properties, ("BpfSharpLibLlvm", chosen)]).Run().Diagnostics);
        Assert.Contains(seen, error.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void At_design_time_no_process_is_started()
    {
        using var worker = new FakeWorker("touch \"$0.started\"");
        var result = new Project(Sources.Small, [.. worker.Properties, ("DesignTimeBuild", "True")]).Run();
        Assert.Empty(result.Diagnostics);
        Assert.Single(result.GeneratedSources);
        Assert.False(File.Exists(worker.Path + ".started"));
    }

    [Fact]
    public void A_class_with_errors_does_not_reach_the_worker()
    {
        using var worker = new FakeWorker("touch \"$0.started\"");
        var result = new Project(Sources.Small.Replace("return 0;", "return \"\".Length;", StringComparison.Ordinal), worker.Properties).Run();
        Assert.Empty(result.Diagnostics);
        Assert.Single(result.GeneratedSources);
        Assert.False(File.Exists(worker.Path + ".started"));
    }
}
