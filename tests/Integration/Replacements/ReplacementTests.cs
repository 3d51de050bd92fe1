using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Replacements;

/// <summary>Programs in place of other programs' functions, seen by what these return.</summary>
[Collection(nameof(Alone))]
public sealed class ReplacementTests
{
    static readonly byte[] s_packet = new byte[64];

    public ReplacementTests() => Requires.Root();

    [Fact]
    [Trait("hook", "freplace")]
    public void A_function_of_a_C_program_is_replaced_and_comes_back()
    {
        Requires.Trampolines();
        using LoadedBpfObject original = BpfObjectFile.Open(CObject.PathOf("replaced_function")).Load();
        BpfProgram entry = original.Programs["entry"];
        LeakGuard leaks = LeakGuard.Start();
        using (AnswerReplacement replacement = new())
        {
            Assert.Contains("SetTarget", Assert.Throws<BpfException>(replacement.Load).Advice, StringComparison.Ordinal);
            replacement.Programs["Double"].SetTarget(entry);
            Assert.Equal(41u, entry.TestRun(s_packet).ReturnValue);
            replacement.Attach();
            Assert.Equal(80u, entry.TestRun(s_packet).ReturnValue);
            Assert.Equal(1, replacement.Seen);
            replacement.Programs["Double"].Detach();
            Assert.Equal(41u, entry.TestRun(s_packet).ReturnValue);
            Assert.Throws<InvalidOperationException>(() => replacement.Programs["Double"].SetTarget(entry));
        }
        leaks.AssertNothingLeft();
        Assert.Equal(41u, entry.TestRun(s_packet).ReturnValue);
    }

    [Fact]
    public void A_whole_program_is_replaced_by_a_link_that_can_be_pinned()
    {
        Requires.Trampolines();
        using BpfMount mount = new();
        mount.Require();
        using OriginalProgram original = new();
        original.Load();
        BpfProgram program = original.Programs["Original"];
        using ProgramReplacement replacement = new() { Answer = 1 };
        replacement.Programs["Instead"].SetTarget(program);
        replacement.Load();
        Assert.Equal(2u, program.TestRun(s_packet).ReturnValue);
        string path = mount.PathOf("instead");
        BpfLink link = replacement.Programs["Instead"].Attach(cookie: 0);
        Assert.Equal((BpfLinkType.Tracing, replacement.Programs["Instead"].Id), (link.GetInformation().Type, link.GetInformation().ProgramId));
        link.Pin(path);
        link.Dispose();
        Assert.Equal(1u, program.TestRun(s_packet).ReturnValue);
        using (BpfPinnedLink pinned = BpfPinnedLink.Open(path))
            pinned.Unpin();
        // The kernel lets go of a file that was deleted when nobody can be looking at it any more.
        Assert.True(SpinWait.SpinUntil(() => program.TestRun(s_packet).ReturnValue == 2, TimeSpan.FromMinutes(3)), "it has ended");
        replacement.Attach();
        Assert.Equal(1u, program.TestRun(s_packet).ReturnValue);
    }

    [Fact]
    public void A_loaded_replacement_takes_more_places()
    {
        Requires.Trampolines();
        using LoadedBpfObject first = BpfObjectFile.Open(CObject.PathOf("replaced_function")).Load(), second = BpfObjectFile.Open(CObject.PathOf("replaced_function")).Load();
        using OriginalProgram other = new();
        other.Load();
        uint[] Answers() => [first.Programs["entry"].TestRun(s_packet).ReturnValue, second.Programs["entry"].TestRun(s_packet).ReturnValue];
        LeakGuard leaks = LeakGuard.Start();
        using (AnswerReplacement replacement = new())
        {
            BpfProgram program = replacement.Programs["Double"];
            Assert.Throws<InvalidOperationException>(() => program.AttachToProgram(second.Programs["entry"])); // not loaded
            program.SetTarget(first.Programs["entry"]);
            replacement.Load();
            BpfLink link = program.AttachToProgram(second.Programs["entry"]);
            Assert.Equal([41u, 80u], Answers());
            Assert.Equal((BpfLinkType.Tracing, program.Id), (link.GetInformation().Type, link.GetInformation().ProgramId));
            program.Attach();
            Assert.Equal([41u, 80u], Answers()); // attached it is already, and stays as it is
            BpfLink both = program.Attach(cookie: 0);
            Assert.Equal([80u, 80u], Answers());

            Assert.Contains("taken the place", Assert.Throws<BpfException>(() => program.AttachToProgram(second.Programs["entry"])).Advice, StringComparison.Ordinal);
            Assert.Contains("SetTarget", Assert.Throws<BpfException>(() => program.AttachToProgram(second.Programs["entry"], "entry")).Advice, StringComparison.Ordinal);
            Assert.Contains("Original", Assert.Throws<BpfUnsupportedException>(() => program.AttachToProgram(other.Programs["Original"])).Advice, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => other.Programs["Original"].AttachToProgram(second.Programs["entry"]));

            Assert.Contains("cookie", Assert.Throws<BpfUnsupportedException>(() => program.Attach(cookie: 1)).Advice, StringComparison.Ordinal);

            link.Dispose();
            Assert.Equal([80u, 41u], Answers());
            both.Dispose();
            Assert.Equal([41u, 41u], Answers());
            program.AttachToProgram(second.Programs["entry"]);
            Assert.Equal([41u, 80u], Answers());
        }
        Assert.Equal([41u, 41u], Answers());
        leaks.AssertNothingLeft();
    }

    /// <summary>What BPF0154 says of a replacement: it may call what the replaced program may.</summary>
    [Fact]
    public void A_replacement_may_call_what_the_replaced_program_may()
    {
        Requires.Trampolines();
        using OriginalProgram original = new();
        original.Load();
        using CallingReplacement replacement = new();
        replacement.Programs["Instead"].SetTarget(original.Programs["Original"]);
        if (Machine.Kernel >= new Version(6, 12))
            replacement.Load();
        else
            Assert.Contains("no such helper", Assert.Throws<VerifierException>(replacement.Load).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_there_is_not_or_is_another_is_said()
    {
        Requires.Btf();
        using LoadedBpfObject original = BpfObjectFile.Open(CObject.PathOf("replaced_function")).Load();
        using (MisspeltReplacement misspelt = new())
        {
            misspelt.Programs["Double"].SetTarget(original.Programs["entry"]);
            Assert.Contains("answer", Assert.Throws<BpfUnsupportedException>(misspelt.Load).Advice, StringComparison.Ordinal);
            // Named at run time instead.
            misspelt.Programs["Double"].SetTarget(original.Programs["entry"], "entry");
            Assert.Equal("entry", misspelt.Programs["Double"].Target);
        }
        using WrongReplacement wrong = new();
        Assert.Throws<InvalidOperationException>(() => wrong.Programs["Double"].SetTarget(new AnswerReplacement().Programs["Double"]));
        wrong.Programs["Double"].SetTarget(original.Programs["entry"]);
        if (Machine.HasTrampolines) // others do not get as far
            Assert.Contains("3 args", Assert.ThrowsAny<BpfException>(wrong.Load).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => original.Programs["entry"].SetTarget(original.Programs["entry"]));
    }
}
