using System.Collections.Immutable;
using BpfSharp.Generator.Suppressors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace BpfSharp.Generator.Tests;

public sealed class SuppressorTests
{
    static async Task<string[]> Left(string source, params DiagnosticAnalyzer[] analyzers)
    {
        var found = await new Project(source, ("DesignTimeBuild", "true")).Analyze(analyzers);
        return [.. found.Where(static d => !d.IsSuppressed && !d.Id.StartsWith("BPF", StringComparison.Ordinal) && d.Severity >= DiagnosticSeverity.Warning).Select(static d => $"{d.Id} {d.Location.SourceTree!.GetRoot().FindToken(d.Location.SourceSpan.Start)}").Order()];
    }

    const string Fields =
        """
        struct Event { internal int Parent; internal Inner Inner; private int _padding; }
        struct Inner { internal long Time; }
        struct Mine { internal int Forgotten; private int _unused; }
        [KernelType("task_struct")] struct task { internal int tgid; }
        struct lower { }

        [BpfObject]
        sealed partial class Probe
        {
            [BpfMap(MaxEntries = 4096)] public partial RingBuffer<Event> Events { get; }
            static int Use(Event e, Mine m, task t) => e.Parent + (int)e.Inner.Time + m.Forgotten + t.tgid;
        }
        """;

    [Fact]
    public async Task The_compiler_complains_of_fields_that_the_kernel_writes() =>
        Assert.Equal(["CS0169 _padding", "CS0169 _unused", "CS0649 Forgotten", "CS0649 Inner", "CS0649 Parent", "CS0649 Time", "CS0649 tgid", "CS8981 lower", "CS8981 task"], await Left(Fields));

    [Fact]
    public async Task Only_its_complaints_of_other_types_are_left() =>
        Assert.Equal(["CS0169 _unused", "CS0649 Forgotten", "CS8981 lower"], await Left(Fields, new SharedDataSuppressor()));

    [Fact]
    public async Task Advice_for_ordinary_methods_is_silenced_on_programs_alone()
    {
        const string source =
            """
            [BpfObject]
            sealed partial class Probe
            {
                [SocketFilter] int Program() => Helper();
                int Helper() => 1;
            }
            """;
        Assert.Equal(["CA1822 Helper", "CA1822 Program", "IDE0051 Helper", "IDE0051 Program"], await Left(source, new AdviseEveryMethod()));
        Assert.Equal(["CA1822 Helper", "IDE0051 Helper"], await Left(source, new AdviseEveryMethod(), new ProgramMethodSuppressor()));
    }

#pragma warning disable RS1001, RS1036, RS1038, RS2008, RS1041 // It stands in for the SDK's analyzers, inside these tests only.
    sealed class AdviseEveryMethod : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Of("IDE0051"), Of("CA1822")];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(
                c =>
                {
                    foreach (var descriptor in SupportedDiagnostics) c.ReportDiagnostic(Diagnostic.Create(descriptor, ((MethodDeclarationSyntax)c.Node).Identifier.GetLocation()));
                },
                Microsoft.CodeAnalysis.CSharp.SyntaxKind.MethodDeclaration);
        }

        static DiagnosticDescriptor Of(string id) => new(id, id, id, "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);
    }
}
