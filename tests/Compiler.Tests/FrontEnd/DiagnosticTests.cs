using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;
using Xunit;

namespace BpfSharp.Compiler.Tests.FrontEnd;

/// <summary>Every diagnostic occurs where it should, at exactly the right place, and does not where the code is legal.</summary>
public sealed class DiagnosticTests
{
    /// <summary>Those that no legal C# can cause, and why.</summary>
    internal static readonly Dictionary<string, string> NotTriggerable = new()
    {
        ["BPF0199"] = "any way to cause it is a bug to be mended",
        ["BPF0204"] = "C# itself forbids to write an init-only property or to take a reference to it",
    };

    [Theory, MemberData(nameof(Indexes))]
    public void The_mistake_is_found_at_its_place(string id, int index)
    {
        DiagnosticCase test = DiagnosticCases.All[index];
        CompilationResult result = DiagnosticCase.Test(test.Wrong, test.Kernel).Check();
        Assert.Contains(id, result.Diagnostics.Select(d => d.Id));
        Assert.All(result.Diagnostics, d => Assert.DoesNotMatch(@"\{\d|\{\{", d.GetMessage()));
    }

    [Theory, MemberData(nameof(Indexes))]
    public void The_nearest_legal_code_is_accepted(string id, int index)
    {
        DiagnosticCase test = DiagnosticCases.All[index];
        Assert.Equal(test.Id, id);
        Assert.DoesNotContain("{|", test.Right);
        DiagnosticCase.Test(test.Right, test.RightKernel ?? test.Kernel).Check();
    }

    [Fact]
    public void Every_descriptor_has_a_case()
    {
        IEnumerable<string> known = DiagnosticDescriptors.All.Select(d => d.Id);
        Assert.Equal(known.Order(), DiagnosticCases.All.Select(c => c.Id).Union(NotTriggerable.Keys).Order());
        Assert.Equal(known.Count(), known.Distinct().Count());
    }

    public static TheoryData<string, int> Indexes()
    {
        TheoryData<string, int> indexes = [];
        for (int i = 0; i < DiagnosticCases.All.Length; i++)
            indexes.Add(DiagnosticCases.All[i].Id, i);
        return indexes;
    }
}
