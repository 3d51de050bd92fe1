using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>What the verifier refuses is told by source line, rule and advice, with the whole log.</summary>
[Collection(KernelCollection.Name)]
public sealed class VerifierTests
{
    [Fact]
    public void A_missing_null_check_is_found_in_the_source()
    {
        var refused = Assert.Throws<VerifierException>(() => Sources.Open("rejected").Load());
        Assert.Equal("forgets_null", refused.ProgramName);
        Assert.EndsWith("rejected.c", refused.File);
        Assert.Equal(Sources.LineOf("rejected", "to blame"), refused.Line);
        Assert.Contains("*value = 1", refused.SourceText);
        Assert.Contains("map_value_or_null", refused.Reason);
        Assert.Contains("null", refused.Advice);
        Assert.Contains("processed ", refused.Log);
        Assert.Contains($"rejected.c({refused.Line},", refused.Message);
        Assert.Equal(13, refused.Errno);
    }

    [Fact]
    public void A_return_value_that_the_hook_does_not_take_is_explained()
    {
        byte[] bytes = Sources.ForKernel("rejected_result");
        Assert.SkipUnless(KernelFeatures.IsSupported(BpfFeature.Iterators), "needs a kernel with iterators");
        var refused = Assert.Throws<VerifierException>(() => BpfObjectFile.Parse(bytes).Load());
        Assert.Contains("returns a value that its hook does not take", refused.Rule);
        Assert.Contains("documents", refused.Advice);
        Assert.EndsWith("rejected_result.c", refused.File);
        Assert.Equal(Sources.LineOf("rejected_result", "to blame"), refused.Line);
    }

    [Fact]
    public void A_log_of_megabytes_comes_whole()
    {
        var refused = Assert.Throws<VerifierException>(() => Sources.Open("rejected_late").Load());
        Assert.True(refused.Log.Length > 1 << 18, $"the log has only {refused.Log.Length} characters");
        Assert.StartsWith("0: ", refused.Log[refused.Log.IndexOf("0: ", StringComparison.Ordinal)..]);
        Assert.Contains("processed ", refused.Log[^200..]);
        Assert.Equal(Sources.LineOf("rejected_late", "to blame"), refused.Line);
    }

    [Fact]
    public void Nothing_stays_after_a_refusal()
    {
        Assert.Throws<VerifierException>(() => Sources.Open("rejected").Load());
        string[] before = Support.Kernel.OpenFiles();
        Assert.Throws<VerifierException>(() => Sources.Open("rejected").Load());
        Assert.Equal(before, Support.Kernel.OpenFiles());
    }

    [Fact]
    public void All_programs_are_verified_and_nothing_stays()
    {
        string[] before = Support.Kernel.OpenFiles();
        var results = Sources.Open("rejected").Verify();
        var refused = Assert.Single(results);
        Assert.Equal(("forgets_null", 0), (refused.Program, refused.VerifiedInstructions));
        Assert.Contains("may be null", Assert.IsType<VerifierException>(refused.Refusal).Rule);
        Assert.Equal(before, Support.Kernel.OpenFiles());
    }
}
