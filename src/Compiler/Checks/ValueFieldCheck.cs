using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Checks;

/// <summary>
/// Finds programs that use maps with timers or locks where the kernel allows none, and calls while a lock is held
/// (kernel/bpf/verifier.c, check_map_prog_compatibility and do_check).
/// </summary>
internal sealed class ValueFieldCheck(ObjectContext context, BoundProgram program)
{
    public static void Run(ObjectContext context)
    {
        if (!context.Bound.HasValueFields)
            return;
        foreach (BoundProgram program in context.Bound.Programs)
        {
            ValueFieldCheck check = new(context, program);
            foreach (IrFunction function in context.FunctionsOf(program))
            {
                check.CheckMaps(function);
                check.CheckLocks(function);
            }
        }
    }

    private void CheckMaps(IrFunction function)
    {
        foreach (IrHelperCall call in function.Blocks.SelectMany(static block => block.Instructions).OfType<IrHelperCall>())
        {
            foreach (IrMapAddress address in call.Arguments.OfType<IrMapAddress>())
            {
                if (context.Bound.Maps.Find(map => map.Ir == address.Map) is not { } map)
                    continue;
                foreach (ValueField field in map.Fields)
                {
                    if (WhyNot(field.Type.Name) is { } reason)
                        Report(call.Span, $"The map '{map.Property.Name}', whose values have a {field.Type.Name},", reason);
                }
            }
        }
    }

    private string? WhyNot(string field)
    {
        if (field is not (ValueFields.SpinLock or ValueFields.Timer))
            return null;
        bool isLock = field == ValueFields.SpinLock;
        HookKind hook = program.Hook;
        string wanted = isLock ? "use an [Fentry], [BtfTracepoint] or [Xdp] program" : "use an [Fentry], [BtfTracepoint], [Xdp] or [SocketFilter] program";
        return hook switch
        {
            { Attribute: "RawTracepoint" or "Tracepoint" } or { HasRegisters: true } =>
                $"the kernel allows no {(isLock ? "locks" : "timers")} in {hook.DisplayName} programs, which may run while it holds any lock of its own; {wanted}",
            { Attribute: "SocketFilter" } when isLock => $"the kernel allows no locks in {hook.DisplayName} programs; {wanted}",
            _ when isLock && (program.MaySleep || hook.Attribute == "SyscallProgram") && context.Options.EffectiveMinimumKernel < new Version(6, 6) =>
                "the kernel allows no locks in programs that may sleep before 6.6; raise BpfMinimumKernel, or use a program that does not",
            _ => null,
        };
    }

    /// <summary>Follows every path from where a lock is taken.</summary>
    private void CheckLocks(IrFunction function)
    {
        Stack<(IrBlock Block, bool IsHeld)> work = new([(function.Blocks[0], false)]);
        HashSet<(IrBlock, bool)> seen = [(function.Blocks[0], false)];
        while (work.Count > 0)
        {
            (IrBlock block, bool isHeld) = work.Pop();
            foreach (IrInstruction instruction in block.Instructions)
                isHeld = Follow(instruction, isHeld);
            foreach (IrBlock next in block.Successors)
            {
                if (seen.Add((next, isHeld)))
                    work.Push((next, isHeld));
            }
        }
    }

    private bool Follow(IrInstruction instruction, bool isHeld)
    {
        string? callee = instruction switch
        {
            IrHelperCall { Helper: (int)BpfHelper.SpinUnlock } => null,
            IrHelperCall { Helper: (int)BpfHelper.SpinLock } => "for another lock",
            IrHelperCall => "a helper of the kernel",
            IrCall call => $"the function '{call.Callee.Name}'",
            IrKernelCall => "a function of the kernel",
            _ => "",
        };
        if (callee is "")
            return isHeld;
        if (isHeld && callee is not null)
        {
            (Location location, string text) = SourceLocator.Find(context, instruction.Span, program);
            context.Diagnostics.Report(ValueFieldDiagnostics.LockRegion, location, text, callee);
        }
        return instruction switch
        {
            IrHelperCall { Helper: (int)BpfHelper.SpinLock } => true,
            IrHelperCall { Helper: (int)BpfHelper.SpinUnlock } => false,
            _ => isHeld,
        };
    }

    private void Report(SourceSpan span, string what, string reason)
    {
        (Location location, _) = SourceLocator.Find(context, span, program);
        context.Diagnostics.Report(ValueFieldDiagnostics.Use, location, what, reason);
    }
}
