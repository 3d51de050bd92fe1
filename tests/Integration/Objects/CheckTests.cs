using System.Text;
using System.Text.RegularExpressions;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Objects;

/// <summary>
/// What an object says of the checks in its code, held against the source, its instructions and what the kernel counts. That bpftool and libbpf load
/// such objects is <see cref="ObjectFileTests"/>'; that no case of the language traps where its object says "proven", the language tests'.
/// </summary>
public sealed class CheckTests
{
    private static readonly string s_path = Path.Combine(AppContext.BaseDirectory, nameof(CheckedCases) + ".bpf.o");
    private static readonly byte[] s_packet = new byte[64];

    [Fact]
    public void Each_check_is_told_with_what_became_of_it()
    {
        Assert.Equal(
        [
            "CheckedCases.cs(18,19): IndexOutOfRangeException: proven by constants",
            "CheckedCases.cs(19,16): IndexOutOfRangeException: emitted",
            "CheckedCases.cs(20,16): IndexOutOfRangeException: proven by LLVM",
            "CheckedCases.cs(22,20): IndexOutOfRangeException: proven by LLVM",
            "CheckedCases.cs(30,24): DivideByZeroException: proven by constants",
            "CheckedCases.cs(31,21): OverflowException: emitted",
            "CheckedCases.cs(31,21): DivideByZeroException: emitted",
            "CheckedCases.cs(33,25): OverflowException: proven by LLVM",
            "CheckedCases.cs(33,25): DivideByZeroException: proven by LLVM",
            "CheckedCases.cs(41,27): OverflowException: emitted",
            "CheckedCases.cs(42,30): OverflowException: proven by LLVM",
            "CheckedCases.cs(49,21): NullReferenceException: emitted",
            "CheckedCases.cs(50,24): NullReferenceException: proven by LLVM",
        ], BpfObjectFile.Open(s_path).Checks.Select(check => check with { File = Path.GetFileName(check.File) }).Select(check => check.ToString()));
    }

    [Fact]
    public void The_code_counts_as_many_traps_as_checks_were_emitted()
    {
        Requires.Tool("llvm-objdump-19");
        string code = ObjectFileTests.Run("llvm-objdump-19", "-dr", "--no-show-raw-insn", s_path);
        // A program that nothing else counts in: each addition to memory is a trap's.
        int counted = Regex.Count(code, @"lock \*\(u64 \*\)");
        Assert.Equal(counted, BpfObjectFile.Open(s_path).Checks.Count(check => check.Outcome == BpfCheckOutcome.Emitted));
        Assert.Equal(counted, Regex.Count(code, "R_BPF_64_64\\s+bpfsharp_traps"));
    }

    [Fact]
    [Trait("kernels", "all")]
    public void The_kernel_traps_at_each_check_that_was_emitted_and_at_no_other()
    {
        Requires.Root();
        using CheckedCases cases = new();
        cases.Load();
        cases.Index = 4;
        Run(nameof(CheckedCases.Bounds));
        Run(nameof(CheckedCases.Division));
        (cases.Number, cases.Divisor) = (int.MinValue, -1);
        Run(nameof(CheckedCases.Division));
        cases.Number = int.MaxValue;
        Run(nameof(CheckedCases.Overflow));
        Run(nameof(CheckedCases.Null));
        IEnumerable<string> emitted = BpfObjectFile.Open(s_path).Checks.Where(check => check.Outcome == BpfCheckOutcome.Emitted).Select(check => $"{check.File}({check.Line},{check.Column}) {check.Exception}");
        IEnumerable<string> trapped = cases.Traps.Where(trap => trap.Count > 0).Select(trap => $"{trap.File}({trap.Line},{trap.Column}) {trap.Reason[(trap.Reason.LastIndexOf('(') + 1)..^1]}");
        Assert.Equal(emitted.Order(StringComparer.Ordinal), trapped.Order(StringComparer.Ordinal));

        void Run(string name) => Assert.Equal(0u, cases.Programs[name].TestRun(s_packet).ReturnValue);
    }

    [Fact]
    public void It_is_debug_information_that_can_be_stripped()
    {
        Requires.Tool("llvm-strip-19");
        string stripped = Path.GetTempFileName();
        try
        {
            ObjectFileTests.Run("llvm-strip-19", "-g", s_path, "-o", stripped);
            BpfObjectFile without = BpfObjectFile.Open(stripped), whole = BpfObjectFile.Open(s_path);
            Assert.Empty(without.Checks);
            Assert.Equal(whole.Programs, without.Programs);
            Assert.Equal(whole.Maps, without.Maps);
        }
        finally
        {
            File.Delete(stripped);
        }
    }

    [Theory]
    [InlineData("checks 1", "checks 2")]
    [InlineData("19,16 Index", "19;16 Index")]
    [InlineData("Exception emitted", "Exception omitted")]
    public void What_is_damaged_or_of_a_newer_version_is_an_error(string text, string other)
    {
        byte[] bytes = File.ReadAllBytes(s_path);
        int at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text));
        Assert.True(at >= 0, text);
        Encoding.ASCII.GetBytes(other).CopyTo(bytes, at);
        BpfObjectFormatException error = Assert.Throws<BpfObjectFormatException>(() => BpfObjectFile.Parse(bytes));
        Assert.Contains("newer BpfSharp", error.Message, StringComparison.Ordinal);
        Assert.Contains("llvm-strip -g", error.Message, StringComparison.Ordinal);
    }
}
