using BpfSharp.Objects;
using Xunit;

namespace BpfSharp.Runtime.Tests.Errors;

/// <summary>Logs recorded from kernels of several ages: which instruction, which words.</summary>
public sealed class VerifierLogTests
{
    [Fact]
    public void A_log_of_today()
    {
        var summary = VerifierLog.Read("""
            0: R1=ctx() R10=fp0
            ; u32 key = 1; @ rejected.c:7
            0: (b7) r6 = 1                        ; R6_w=1
            1: (63) *(u32 *)(r10 -4) = r6         ; R6_w=1 R10=fp0 fp-8=????1
            ; *value = 1; @ rejected.c:9
            6: (85) call bpf_map_lookup_elem#1    ; R0_w=map_value_or_null(id=1,map=counts,ks=4,vs=8)
            7: (7b) *(u64 *)(r0 +0) = r6
            R0 invalid mem access 'map_value_or_null'
            processed 8 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
            """);
        Assert.Equal(new VerifierLog.Summary("R0 invalid mem access 'map_value_or_null'", "", "", 7, "rejected.c", 9, "*value = 1;"), summary);
    }

    [Fact]
    public void A_log_of_five_ten_has_registers_on_their_own_lines()
    {
        var summary = VerifierLog.Read("""
            Unrecognized arg#0 type PTR
            ; int f(void *ctx)
            0: (bf) r6 = r1
            ; values[n] = 1;
            1: (79) r2 = *(u64 *)(r6 +8)
             R1=ctx(id=0,off=0,imm=0) R6_w=ctx(id=0,off=0,imm=0) R10=fp0
            2: R0=map_value(id=0,off=0,ks=4,vs=64,imm=0) R6=ctx(id=0,off=0,imm=0) R10=fp0
            3: (0f) r0 += r2
            4: (7b) *(u64 *)(r0 +0) = r7
             R0_w=map_value(id=0,off=0,ks=4,vs=64,umax_value=120,var_off=(0x0; 0x78)) R7_w=inv1 R10=fp0
            invalid access to map value, value_size=64 off=120 size=8
            R0 max value is outside of the allowed memory range
            processed 9 insns (limit 1000000) max_states_per_insn 0 total_states 1 peak_states 1 mark_read 1
            """);
        Assert.Equal("invalid access to map value, value_size=64 off=120 size=8", summary.Reason);
        Assert.Equal((4, "values[n] = 1;", null), (summary.Instruction, summary.SourceText, summary.File));
    }

    /// <summary>Before 6.4 the kernel keeps the beginning of a log that does not fit, from then on its end.</summary>
    [Theory]
    [InlineData("0: R1=ctx() R10=fp0\n; u32 key = 1; @ rejected.c:7\n0: (b7) r6 = 1                        ; R6_w=1\n6: (85) call bpf_map_lookup_elem#1    ; R0_w=map_value_or_null(id=1,map=counts,ks=4,vs=8)\n7: (7b) *(u64 *)(r0 +0) = r6\nR0 invalid mem access 'map_value_or_null'\nprocessed 8 insns (limit 1000000)\n", "7: (7b)")]
    [InlineData("1: (79) r2 = *(u64 *)(r6 +8)\n R1=ctx(id=0,off=0,imm=0) R6_w=ctx(id=0,off=0,imm=0) R10=fp0\n4: (7b) *(u64 *)(r0 +0) = r7\n R0_w=map_value(id=0,off=0,ks=4,vs=64,umax_value=120,var_off=(0x0; 0x78)) R7_w=inv1 R10=fp0\ninvalid access to map value, value_size=64 off=120 size=8\nprocessed 9 insns\n", "4: (7b)")]
    [InlineData("8: (7b) *(u64 *)(r0 +0) = r1\nR0 invalid mem access 'map_value_or_null'\n\nVerification failed: Register Type Safety: Invalid dereference\n\nReason:\n  R0 may be NULL here.\n\nSuggestion:\n  Add a NULL check.\n\nprocessed 8 insns\n", "8: (7b)")]
    public void A_log_may_be_cut_anywhere(string log, string refused)
    {
        var whole = VerifierLog.Read(log);
        LinkedProgram program = new()
        {
            Instructions = [], FuncInfo = [], FuncInfoRecordSize = 0, LineInfo = [], LineInfoRecordSize = 0, Lines = new SourceLineTable(null, ExtendedRecords.None),
            Globals = new GlobalTable([], []), Functions = [], Failures = [], ModuleAddresses = [], Modules = [],
        };
        for (int cut = 0; cut <= log.Length; cut++)
        {
            foreach (string part in new[] { log[..cut], log[cut..] })
            {
                var summary = VerifierLog.Read(part);
                Assert.NotEmpty(summary.Reason);
                Assert.NotNull(VerifierExplanation.Of(part, summary.Reason, summary.Instruction, program).State);
            }

            if (cut <= log.IndexOf(refused, StringComparison.Ordinal))
                Assert.Equal((whole.Reason, whole.Instruction), (VerifierLog.Read(log[cut..]).Reason, VerifierLog.Read(log[cut..]).Instruction));
        }
    }

    [Theory]
    [InlineData("unreachable insn 7\nprocessed 0 insns (limit 1000000)", "unreachable insn 7", 7)]
    [InlineData("back-edge from insn 5 to 3\n", "back-edge from insn 5 to 3", 5)]
    [InlineData("0: (b7) r0 = 0\n1: (85) call unknown#195896080\ninvalid func unknown#195896080\nprocessed 2 insns", "invalid func unknown#195896080", 1)]
    [InlineData("BPF program is too large. Processed 1000001 insn\nprocessed 1000001 insns (limit 1000000)", "BPF program is too large. Processed 1000001 insn", null)]
    [InlineData("", "the log does not say why", null)]
    [InlineData("processed 0 insns", "the log does not say why", null)]
    [InlineData("9: (95) exit\nUnreleased reference id=2 alloc_insn=3\nprocessed 9 insns", "Unreleased reference id=2 alloc_insn=3", 3)]
    public void Other_ends(string log, string reason, int? instruction)
    {
        var summary = VerifierLog.Read(log);
        Assert.Equal((reason, instruction), (summary.Reason, summary.Instruction));
    }

    [Fact]
    public void A_report_of_seven_three()
    {
        var summary = VerifierLog.Read("""
            7: (b7) r1 = 1                        ; R1=1
            ; *value = 1; @ rejected.c:9
            8: (7b) *(u64 *)(r0 +0) = r1
            R0 invalid mem access 'map_value_or_null'

            Verification failed: Register Type Safety: Invalid dereference

            Reason:
              R0 may be NULL here (a nullable map value pointer). The program could dereference NULL on this
              path, so the verifier cannot prove this access is safe.

            At:
              forgets_null @ rejected.c:9:9
              Source context:
              >>>  9 |         *value = 1;
                     |         ^-- error: invalid dereference of R0 (a nullable map value pointer)
              Instruction context:
                   6 | (85) call bpf_map_lookup_elem#1
              >>>  8 | (7b) *(u64 *)(r0 +0) = r1

            Suggestion:
              Add a NULL check before the access and dereference the pointer only on the non-NULL path.

            processed 8 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
            """);
        Assert.Equal(
            new VerifierLog.Summary(
                "R0 invalid mem access 'map_value_or_null'",
                "R0 may be NULL here (a nullable map value pointer). The program could dereference NULL on this path, so the verifier cannot prove this access is safe.",
                "Add a NULL check before the access and dereference the pointer only on the non-NULL path.",
                8,
                "rejected.c",
                9,
                "*value = 1;"),
            summary);
    }

    [Fact]
    public void A_report_alone_gives_its_title() =>
        Assert.Equal("Loops: No end", VerifierLog.Read("4: (05) goto pc-3\nVerification failed: Loops: No end\n\nReason:\n  It runs.\n").Reason);

    [Theory]
    [InlineData("sched_process_frok", " Did you mean sched_process_fork?")]
    [InlineData("sys_entr", " Did you mean sys_enter?")]
    [InlineData("zzz", "")]
    public void Near_names_are_found(string wanted, string expected) =>
        Assert.Equal(expected, NearNames.Suggest(wanted, ["sched_process_fork", "sched_switch", "sys_enter", "sys_exit"]));
}
