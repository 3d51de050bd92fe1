using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Trampolines;

/// <summary>What a program declares of its hook is held against the running kernel's types before it is loaded.</summary>
public sealed class SignatureTests
{
    public SignatureTests()
    {
        Requires.Root();
        Requires.Btf();
    }

    [Fact]
    public void More_arguments_than_the_function_has() =>
        AssertRefused(new TooManyArguments(), "the program declares 4 arguments", "int __sys_socket(int family, int type, int protocol)");

    [Fact]
    public void A_return_value_that_is_not_behind_all_arguments() =>
        AssertRefused(new TooFewForTheReturnValue(), "declares 1 before its return value result");

    [Fact]
    public void A_pointer_to_another_type() =>
        AssertRefused(new WrongPointee(), "argument 1 points to struct file, and file to inode", "struct file *file");

    [Fact]
    public void A_pointer_where_there_is_a_number() =>
        AssertRefused(new NoPointer(), "argument 1 is no pointer, and family is one");

    [Fact]
    public void A_number_wider_than_the_argument() =>
        AssertRefused(new TooWide(), "argument 1 has 4 bytes, and family has 8");

    [Fact]
    public void A_misspelt_function_gets_near_names() =>
        AssertRefused(new Misspelt(), "no function __sys_sokcet", "__sys_socket");

    [Fact]
    public void A_tracepoint_with_other_arguments() =>
        AssertRefused(new WrongTracepointArgument(), "argument 1 points to struct task_struct, and parent to file", "sched_process_fork(struct task_struct *");

    [Fact]
    public void A_raw_tracepoint_with_other_arguments() =>
        AssertRefused(new WrongRawTracepointArgument(), "argument 1 is a pointer, and parent has 4 bytes");

    /// <summary>As something a fallback may stand in for, and before the verifier is asked: on kernels without trampolines too.</summary>
    static void AssertRefused(BpfObject probe, params string[] texts)
    {
        using (probe)
        {
            var refused = Assert.Throws<BpfUnsupportedException>(probe.Load);
            Assert.Null(refused.Feature);
            Assert.All(texts, text => Assert.Contains(text, refused.Advice, StringComparison.Ordinal));
        }
    }
}
