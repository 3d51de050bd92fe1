using BpfSharp.Objects;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Makes an exception of the verifier's log: where in the source, which rule, what to do.</summary>
internal static class VerifierErrors
{
    public static VerifierException Create(string program, LinkedProgram linked, int errno, string log)
    {
        var summary = VerifierLog.Read(log);
        string reason = summary.Reason;
        var (rule, state) = VerifierExplanation.Of(log, reason, summary.Instruction, linked);
        // Ours speaks of C#, so the kernel's own words (from 7.3) are for what we do not know.
        string advice = rule?.Advice ?? summary.Suggestion;
        if (state.Length == 0)
            state = summary.Explanation;
        int? instruction = HeldLock.TakenAt(reason, log) ?? summary.Instruction;
        if (FindRelocationFailure(linked, summary) is { } failure)
        {
            instruction = failure.UseIndex;
            string field = failure.Field is null ? "" : $", {failure.Field}";
            reason = $"the types of the running kernel ({RunningKernel.Release}) differ from the program's: {failure.Kind} of {failure.Type}{field}. {failure.Reason}";
            (rule, state) = (null, "");
            advice = failure.Field is null && failure.Kind is RelocationFailure.KernelFunction or RelocationFailure.KernelSymbol
                ? "Set IsOptional (in C, __weak) where the kernel may lack it, and ask before using it: Bpf.HasKernelFunction for a function, a comparison with null for a symbol."
                : "Ask whether the field or type exists before using it (KernelType.FieldExists, KernelType.FieldSize and their like), or give the program an alternative for kernels that lack it.";
        }

        // Said of the whole program, when its paths are done with: what the log had of them is gone.
        if (reason.Contains("combined stack size", StringComparison.Ordinal) || reason.Contains("stack size of subprog", StringComparison.Ordinal))
            (instruction, state) = (0, StackDepths.Describe(linked));

        var source = instruction is { } index ? linked.Lines.Find(index) : null;
        return new(
            errno,
            program,
            rule?.Rule ?? "",
            reason,
            state,
            advice,
            log,
            source?.File ?? summary.File,
            source?.Line ?? summary.Line,
            source is { Column: > 0 } ? source.Column : null,
            source is { Text.Length: > 0 } ? source.Text : summary.SourceText);
    }

    /// <summary>
    /// An instruction that could not be relocated is a call of a helper that does not exist; what the verifier says about
    /// that helper would mislead, the relocation's own failure does not.
    /// </summary>
    private static RelocationFailure? FindRelocationFailure(LinkedProgram linked, VerifierLog.Summary summary)
    {
        foreach (var failure in linked.Failures)
        {
            if (failure.InstructionIndex == summary.Instruction)
                return failure;
        }

        return null;
    }
}
