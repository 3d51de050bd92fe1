using System.Runtime.CompilerServices;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Rejections;

/// <summary>What the verifier refuses is told by the C# line, its text, the rule and what to do, on every kernel's own way of saying it.</summary>
public sealed class RejectionTests
{
    [Fact]
    public void A_wait_without_a_bound() => Refuses<EndlessWait>("loop", "counter");

    [Fact]
    public void A_slot_left_open_is_told_where_it_was_reserved() => Refuses<OpenSlot>("Unreleased reference", "Submit or Discard");

    [Fact]
    public void An_index_beyond_a_buffer_on_the_stack() => Refuses<StackIndex>("stack", "length");

    [Fact]
    public void A_pointer_moved_off_the_stack() => Refuses<StackPointer>("unbounded min value", "constants");

    private static void Refuses<T>(string rule, string advice) where T : BpfObject, new()
    {
        Requires.Root();
        using T probe = new();
        var refused = Assert.Throws<VerifierException>(probe.Load);
        Assert.Equal("Run", refused.ProgramName);
        Assert.Contains(rule, refused.Reason, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(advice, refused.Advice, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("processed ", refused.Log, StringComparison.Ordinal);
        (int line, string text) = Blamed(typeof(T).Name);
        Assert.Equal(("RejectedPrograms.cs", line), (Path.GetFileName(refused.File), refused.Line));
        Assert.Contains(refused.SourceText!.Trim(), text, StringComparison.Ordinal);
        Assert.StartsWith($"{refused.File}({line},", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The marked line in a class of RejectedPrograms.cs.</summary>
    private static (int Line, string Text) Blamed(string type, [CallerFilePath] string here = "")
    {
        string[] lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "RejectedPrograms.cs"));
        int start = Array.FindIndex(lines, line => line.EndsWith($"partial class {type}", StringComparison.Ordinal));
        int at = Array.FindIndex(lines, start, static line => line.EndsWith("// refused", StringComparison.Ordinal));
        return (at + 1, lines[at]);
    }
}
