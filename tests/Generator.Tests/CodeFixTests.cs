using BpfSharp.Generator.CodeFixes;

namespace BpfSharp.Generator.Tests;

/// <summary>The small fixes: applied as an editor does, and what they leave compiled without a complaint.</summary>
public sealed class CodeFixTests
{
    const string Ring = "    [BpfMap(MaxEntries = 4096)] public partial RingBuffer<int> R { get; }\n";

    [Theory]
    [InlineData("[BpfObject]\nsealed class P { }\n", "[BpfObject]\nsealed partial class P { }\n")]
    [InlineData("static class Outer\n{\n    [BpfObject]\n    internal sealed class P { }\n}\n", "static partial class Outer\n{\n    [BpfObject]\n    internal sealed partial class P { }\n}\n")]
    public async Task A_class_becomes_partial_with_those_around_it(string before, string after)
    {
        Assert.Equal((after, "Declare it partial"), await AppliedFix.Of(new PartialClassCodeFix(), "BPF0001", before));
        Assert.Empty(await AppliedFix.Complaints(after));
    }

    [Fact]
    public async Task A_licence_becomes_compatible()
    {
        const string source = "[BpfObject(License = \"MIT\")]\nsealed partial class P { [SocketFilter] int F() { Bpf.Printk($\"x\"); return 0; } }\n";
        (string? text, string title) = await AppliedFix.Of(new LicenseCodeFix(), "BPF0150", source);
        Assert.Equal(source.Replace("\"MIT\"", "\"Dual MIT/GPL\"", StringComparison.Ordinal), text);
        Assert.Equal("Make the object's licence \"Dual MIT/GPL\"", title);
        Assert.Empty(await AppliedFix.Complaints(text!));
    }

    [Theory]
    [InlineData(
        "        if (!R.TryReserve(out var slot))\n            return 0;\n        if (Bpf.CurrentCpu == 1)\n            return 0;\n        slot.Value = 1;\n        slot.Submit();\n        return 0;\n",
        "        if (!R.TryReserve(out var slot))\n            return 0;\n        if (Bpf.CurrentCpu == 1)\n        {\n            slot.Discard();\n            return 0;\n        }\n\n        slot.Value = 1;\n        slot.Submit();\n        return 0;\n")]
    [InlineData(
        "        if (R.TryReserve(out var slot))\n        {\n            slot.Value = 1;\n            return 1;\n        }\n        else\n        {\n            return 0;\n        }\n",
        "        if (R.TryReserve(out var slot))\n        {\n            slot.Value = 1;\n            slot.Discard();\n            return 1;\n        }\n        else\n        {\n            return 0;\n        }\n")]
    public async Task A_slot_is_discarded_where_it_was_left_open(string before, string after)
    {
        (string? text, string title) = await AppliedFix.Of(new OpenSlotCodeFix(), "BPF0151", Program(before));
        Assert.Equal(Words(Program(after)), Words(text!));
        Assert.Equal("Discard 'slot' before the returns that leave it open", title);
        Assert.Empty(await AppliedFix.Complaints(text!));

        static string Program(string body) => "[BpfObject]\nsealed partial class P\n{\n" + Ring + "    [SocketFilter]\n    int F()\n    {\n" + body + "    }\n}\n";

        // How lines are broken is the editor's formatter's business.
        static string Words(string source) => string.Join(' ', source.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("SocketFilter", "int", "return 0;")]
    [InlineData("Xdp", "int", "return 2;")]
    [InlineData("CgroupSkbEgress(BpfTrapPolicy.Deny)", "bool", "return true;")]
    public async Task A_reference_is_tested_for_null(string hook, string result, string leave)
    {
        string source = "using System.Runtime.CompilerServices;\n\n[BpfObject]\nsealed partial class P\n{\n    [BpfMap(MaxEntries = 16)] public partial HashMap<int, long> Counts { get; }\n\n"
            + $"    [{hook}]\n    {result} F()\n    {{\n        ref long count = ref Counts.GetValueRefOrNullRef(1);\n        count++;\n        {leave}\n    }}\n}}\n";
        (string? text, string title) = await AppliedFix.Of(new NullCheckCodeFix(), "BPF0161", source);
        Assert.Equal("Return when the map has no such key", title);
        Assert.Contains("if (Unsafe.IsNullRef(ref count))", text, StringComparison.Ordinal);
        Assert.Equal(2, text!.Split(leave).Length - 1);
        Assert.Empty(await AppliedFix.Complaints(text));
        Assert.DoesNotContain("BPF0161", (await new Project(text, ("DesignTimeBuild", "true")).Analyze()).Select(static diagnostic => diagnostic.Id));
    }

    [Theory]
    [InlineData(
        "Big big = default;\n        Read(&big, sizeof(Big), null);",
        "ref Big big = ref BigScratch.GetValueRefOrNullRef(0); big = default; Read(")]
    [InlineData(
        "Big big;\n        Read(&big, sizeof(Big), null);",
        "ref Big big = ref BigScratch.GetValueRefOrNullRef(0); Read(")]
    [InlineData(
        "Span<byte> text = stackalloc byte[600];",
        "Span<byte> text = TextScratch.GetValueRefOrNullRef(0); text.Clear();")]
    public async Task A_large_variable_moves_into_a_map(string before, string after)
    {
        (string? text, string title) = await AppliedFix.Of(new ScratchMapCodeFix(), "BPF0153", FixedPrograms.LargeVariable(before));
        Assert.Matches("Keep '(big|text)' in a per-CPU array map", title);
        Assert.Contains(after, string.Join(' ', text!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("private partial PerCpuArrayMap<", text, StringComparison.Ordinal);
    }

    /// <summary>A static method cannot reach the object's maps.</summary>
    [Fact]
    public async Task A_large_variable_stays_where_no_map_is_in_reach()
    {
        const string source = "[BpfObject]\nsealed partial class P\n{\n    [SocketFilter] int F() => G();\n    static int G()\n    {\n        Span<byte> text = stackalloc byte[600];\n        return text[3];\n    }\n}\n";
        Assert.Null((await AppliedFix.Of(new ScratchMapCodeFix(), "BPF0153", source)).Text);
    }
}
