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

    [Fact]
    public void A_kprobe_of_a_pointer_to_another_type() =>
        AssertRefused(new WrongProbePointee(), "argument 1 points to struct file, and file to inode");

    [Fact]
    public void A_kprobe_of_a_number_wider_than_the_argument() =>
        AssertRefused(new TooWideProbe(), "argument 1 has 4 bytes, and family has 8");

    [Fact]
    public void A_kprobe_of_more_arguments_than_the_function_has() =>
        AssertRefused(new TooManyOfAProbe(), "the program declares 4 arguments");

    [Fact]
    public void A_kretprobe_of_a_number_wider_than_the_result() =>
        AssertRefused(new TooWideResult(), "the return value has 4 bytes, and result has 8");

    [Fact]
    public void A_struct_where_there_is_a_number_and_the_other_way_round()
    {
        AssertRefused(new StructForNumber(), "argument 1 is no struct, and family is one");
        AssertRefused(new NumberForStruct(), "argument 2 is a kuid_t of 4 bytes passed by value, and user is no struct");
        AssertRefused(new WrongStruct(), "of 4 bytes, and user has 8: declare all of its fields");
    }

    /// <summary>What a kprobe is attached to by name is compared then.</summary>
    [Fact]
    public void A_kprobe_named_at_run_time()
    {
        Requires.Kprobes();
        using AnyWideProbe probe = new();
        probe.Load();
        Assert.Contains("argument 1 has 4 bytes", Assert.Throws<BpfUnsupportedException>(() => probe.Programs["On"].AttachToFunction("__sys_socket")).Advice, StringComparison.Ordinal);
        probe.Programs["On"].AttachToFunction("do_mmap").Dispose();
    }

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
