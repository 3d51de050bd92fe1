using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Generator.Tests;

/// <summary>What an edit makes the generator do again.</summary>
public sealed class IncrementalTests
{
    static IncrementalStepRunReason[] Reasons(GeneratorRunResult result, string step) =>
        [.. result.TrackedSteps[step].SelectMany(static s => s.Outputs).Select(static o => o.Reason)];

    static IncrementalStepRunReason[] OutputReasons(GeneratorRunResult result) =>
        [.. result.TrackedOutputSteps.SelectMany(static s => s.Value).SelectMany(static s => s.Outputs).Select(static o => o.Reason)];

    static GeneratorRunResult AfterEdit(Func<string, string> program, Func<string, string>? other = null)
    {
        var project = new Project(Sources.Probe, ("DesignTimeBuild", "true"));
        project.Run();
        if (program(Sources.Probe) != Sources.Probe) project.Edit("/src/Program.cs", program);
        if (other is not null) project.Edit("/src/GlobalUsings.cs", other);
        return project.Run();
    }

    [Fact]
    public void An_edit_elsewhere_leaves_every_output_alone()
    {
        var result = AfterEdit(static s => s, static s => s + "\nclass Unrelated { int X => 1; }");
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, BpfObjectGenerator.UnitsStep));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, BpfObjectGenerator.HalvesStep));
        Assert.Equal([IncrementalStepRunReason.Cached], Reasons(result, BpfObjectGenerator.ModulesStep));
        Assert.All(OutputReasons(result), static r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    [Fact]
    public void An_edit_in_a_body_leaves_the_half_alone_but_not_the_module()
    {
        var result = AfterEdit(static s => s.Replace("return 0;\n    }", "\n\n    return 2 - 1;\n    }", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Unchanged], Reasons(result, BpfObjectGenerator.HalvesStep));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, BpfObjectGenerator.ModulesStep));
    }

    [Fact]
    public void A_new_map_changes_the_half()
    {
        var result = AfterEdit(static s => s.Replace("public partial int MinPid", "[BpfMap(MaxEntries = 2)] public partial ArrayMap<int> More { get; }\n    public partial int MinPid", StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(result, BpfObjectGenerator.HalvesStep));
    }

    [Fact]
    public void A_second_class_leaves_the_first_ones_half_alone()
    {
        var result = AfterEdit(static s => s, static s => s + Sources.Small);
        Assert.Equal([IncrementalStepRunReason.New, IncrementalStepRunReason.Cached], Reasons(result, BpfObjectGenerator.HalvesStep).Order());
    }

    [Fact]
    public void Old_compilations_can_be_collected()
    {
        var project = new Project(Sources.Probe, ("DesignTimeBuild", "true"), ("RunAnalyzers", "false"));
        var old = RunThenEdit(project);
        project.Run();
        for (int i = 0; i < 10 && old.IsAlive; i++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
        }
        Assert.False(old.IsAlive);
        GC.KeepAlive(project);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static WeakReference RunThenEdit(Project project)
    {
        project.Run();
        var old = new WeakReference(project.Compilation);
        project.Edit("/src/Program.cs", static s => s + "// more");
        return old;
    }
}
