using Xunit;

namespace BpfSharp.Runtime.Tests.Errors;

/// <summary>The parts that explanations are made of: register states of all ages in words, and C# expressions found in a line.</summary>
public sealed class VerifierWordsTests
{
    [Theory]
    [InlineData("inv(id=0,umax_value=24,var_off=(0x0; 0x18))", "a number", "0 to 24")]
    [InlineData("scalar(smin=smin32=0,smax=umax=smax32=umax32=24,var_off=(0x0; 0x18))", "a number", "0 to 24")]
    [InlineData("scalar(smin=0xffffffff80000000,smax=0x7fffffff)", "a number", "-2147483648 to 2147483647")]
    [InlineData("scalar()", "a number", "any number, negative ones too")]
    [InlineData("scalar(smax=7)", "a number", "at most 7, and may be negative")]
    [InlineData("inv5", "a number", "5")]
    [InlineData("P0", "a number", "0")]
    [InlineData("0xffff", "a number", "65535")]
    [InlineData("map_value_or_null(id=1,map=counts,ks=4,vs=8)", "an element of the map counts, or null", null)]
    [InlineData("map_value(id=0,off=0,ks=4,vs=16,imm=0)", "an element of a map", null)]
    [InlineData("fp-8", "the address of a variable on the stack", null)]
    [InlineData("fp(off=-16,smin=0,smax=umax=255)", "the address of a variable on the stack", "0 to 255")]
    [InlineData("trusted_ptr_task_struct(off=16)", "a kernel record (task_struct)", null)]
    [InlineData("ptr_", "a kernel record", null)]
    [InlineData("something_new(id=3)", "something_new", null)]
    public void A_register_in_words(string state, string words, string? range)
    {
        var register = RegisterState.Parse(state);
        Assert.Equal(words, register.Describe());
        if (range is not null)
            Assert.Equal(range, RegisterState.Describe(register.Range()));
    }

    /// <summary>What is said before a program is looked at, as 5.10 and 7.3 say it.</summary>
    [Theory]
    [InlineData("vfs_read() is not modifiable", "cannot be changed", "[Fexit]")]
    [InlineData("vfs_read is not sleepable", "nothing may sleep", "MaySleep")]
    [InlineData("bpf_spin_unlock is missing", "still held", "EnterScope")]
    [InlineData("BPF_EXIT instruction in main prog cannot be used inside bpf_spin_lock-ed region", "still held", "EnterScope")]
    [InlineData("The operation BPF_EXIT instruction in main prog cannot be used while this path is still inside an active lock region (depth 1).", "still held", "EnterScope")]
    public void A_rule_by_its_words(string reason, string rule, string advice)
    {
        var found = VerifierRules.For(reason, "");
        Assert.NotNull(found);
        Assert.Contains(rule, found.Rule, StringComparison.Ordinal);
        Assert.Contains(advice, found.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" 9: (85) call bpf_spin_lock#93\n10: (b4) w0 = 2\n11: (95) exit\nbpf_spin_unlock is missing\n", "bpf_spin_unlock is missing", 9)]
    [InlineData("9: (85) call bpf_spin_lock#93 ; refs=1\nAt:\n  >>>  9 | (85) call bpf_spin_lock#93\n", "inside an active lock region", 9)]
    [InlineData("9: (85) call bpf_spin_lock#93\n", "invalid access", null)]
    [InlineData("call bpf_spin_lock#93\n", "bpf_spin_unlock is missing", null)]
    [InlineData("", "bpf_spin_unlock is missing", null)]
    public void A_lock_that_is_held_was_taken_somewhere(string log, string reason, int? instruction) => Assert.Equal(instruction, HeldLock.TakenAt(reason, log));

    [Theory]
    [InlineData("    return values[i + 1].Count;", "values", "values[i + 1].Count", null)]
    [InlineData("    ref long count = ref Counts.GetValueRefOrNullRef(key);", "Counts", "Counts.GetValueRefOrNullRef(key)", "count")]
    [InlineData("    long* value = (long*)Lookup(Counts, &key);", "Lookup", "Lookup(Counts, &key)", "value")]
    [InlineData("    if (!Events.TryReserve(out var slot))", "Events", "Events.TryReserve(out var slot)", "slot")]
    [InlineData("    int key = 1;", "int key", "key", null)]
    [InlineData("    if (limit == first)", "first", "first", null)]
    [InlineData("    total += task->mm->owner;", "task", "task->mm->owner", null)]
    [InlineData("    *pointer = 1;", "*pointer", "*pointer", null)]
    [InlineData("    return 0;", "return", null, null)]
    [InlineData("    f(a[1;", "f(", "f", null)]
    public void An_expression_in_its_line(string line, string at, string? expression, string? variable)
    {
        int column = line.IndexOf(at, StringComparison.Ordinal) + 1;
        Assert.Equal(expression, SourceExcerpt.ExpressionAt(line, column));
        Assert.Equal(variable, SourceExcerpt.VariableFor(line, column));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public void A_column_outside_the_line_is_nothing(int column)
    {
        Assert.Null(SourceExcerpt.ExpressionAt("int a = 1;", column));
        Assert.Null(SourceExcerpt.VariableFor("int a = 1;", column));
    }
}
