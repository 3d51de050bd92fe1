using Microsoft.CodeAnalysis;

namespace BpfSharp.Generator.Tests;

/// <summary>The generated half: as reviewed, and accepted by the C# compiler without a warning.</summary>
public sealed class HalfTests
{
    static string Half(string source, string hintName)
    {
        var project = new Project(source, ("DesignTimeBuild", "true"));
        var complete = project.Complete();
        Assert.Empty(complete.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS0649").Select(static d => d.ToString()));
        return project.Run().GeneratedSources.Single(s => s.HintName == hintName).SourceText.ToString();
    }

    [Fact]
    public void Maps_globals_and_programs() => Snapshot.Match(Half(Sources.Probe, "My.Tools.Probe.g.cs"), "Probe");

    [Fact]
    public void Containing_types_and_names_that_are_keywords() => Snapshot.Match(
        Half(
            """
            namespace @namespace.@event;

            partial record Outer<T> where T : class
            {
                internal partial struct @struct
                {
                    [BpfObject(License = "GPL")]
                    private sealed partial class @class
                    {
                        [BpfMap(MaxEntries = 4)] public partial LruHashMap<@enum, Value> @in { get; }
                        internal partial ref @enum @ref { get; }
                        [SocketFilter] int @return() => 0;
                    }
                }
            }

            enum @enum : byte { A }
            struct Value { public long L; }
            """,
            "namespace.event.Outer.struct.class_1.g.cs"), "Nested");

    [Fact]
    public void Accessors_keep_their_modifiers_and_constructors_of_the_user_stay_alone() => Snapshot.Match(
        Half(
            """
            [BpfObject]
            partial class Own
            {
                public Own() => Limit = 3;
                public Own(BpfHost host) : base(host) { }
                public partial int Limit { get; private init; }
                public partial byte Small { private get; init; }
                protected internal partial ref int Pair { get; }
            }
            """,
            "Own.g.cs"), "Own");

    [Fact]
    public void A_primary_constructor_stays_the_only_one()
    {
        string half = Half("[BpfObject] sealed partial class Primary(int limit) { public int Limit => limit; }", "Primary.g.cs");
        Assert.DoesNotContain("Primary(", half, StringComparison.Ordinal);
    }

    [Fact]
    public void One_declared_constructor_leaves_room_for_the_other()
    {
        string half = Half("[BpfObject] sealed partial class One { public One(BpfHost host) : base(host) { } }", "One.g.cs");
        Assert.Contains("public One()", half, StringComparison.Ordinal);
        Assert.DoesNotContain("BpfHost", half, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_classes_of_one_name_get_files_of_their_own()
    {
        var project = new Project("namespace A { [BpfObject] sealed partial class X { } } namespace B { [BpfObject] sealed partial class X { } partial class G<T> { [BpfObject] sealed partial class X { } } partial class G { [BpfObject] sealed partial class X { } } }", ("DesignTimeBuild", "true"));
        Assert.Equal(4, project.Run().GeneratedSources.Select(static s => s.HintName).Distinct().Count());
    }

    [Fact]
    public void Two_classes_whose_names_differ_in_case_get_files_of_their_own()
    {
        var project = new Project("[BpfObject] sealed partial class Probe { } [BpfObject] sealed partial class probe { } [BpfObject] sealed partial class Other { }", ("DesignTimeBuild", "true"));
        Assert.Equal(["Other.g.cs", "Probe-0.g.cs", "probe-1.g.cs"], project.Run().GeneratedSources.Select(static s => s.HintName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_property_that_was_refused_is_implemented_all_the_same()
    {
        var complete = new Project(
            """
            [BpfObject]
            sealed partial class Refused
            {
                public partial string Text { get; private set; }
                internal static partial ref int Shared { get; }
                public partial int Settable { get; set; }
                [BpfMap(MaxEntries = 1)] public partial HashMap<int, long> Both { get; set; }
                public partial HashMap<int, nint> Sized { get; }
            }
            """, ("DesignTimeBuild", "true")).Complete();
        Assert.Empty(complete.GetDiagnostics(TestContext.Current.CancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString()));
    }

    /// <summary>Errors in declarations would keep csc from running the analyzer, whose words are better.</summary>
    [Theory]
    [InlineData("class Base { } [BpfObject] sealed partial class Probe : Base { public partial int Limit { get; init; } [SocketFilter] int Filter() => Limit; }", "BPF0003")]
    [InlineData("[BpfObject] sealed class Probe { [SocketFilter] int Filter() => 1; }", "BPF0001")]
    [InlineData("class Outer { [BpfObject] sealed partial class Probe { [SocketFilter] int Filter() => 1; } }", "BPF0001")]
    [InlineData("[BpfObject] static partial class Probe { [SocketFilter] static int Filter() => 1; }", "BPF0002")]
    public async Task A_class_that_was_refused_is_told_why_and_nothing_else(string source, string id) =>
        Assert.Equal([id], (await new Project(source, ("DesignTimeBuild", "true")).Analyze()).Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.Id));

    [Fact]
    public void A_class_in_several_parts_gets_one_half()
    {
        var project = new Project("[BpfObject] sealed partial class X { } partial class X { [SocketFilter] int F() => 0; }", ("DesignTimeBuild", "true"));
        Assert.Single(project.Run().GeneratedSources);
        Assert.Contains("\"F\", \"socket\"", project.Run().GeneratedSources[0].SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_attribute_nothing_is_generated() => Assert.Empty(new Project("partial class X { }").Run().GeneratedSources);
}
