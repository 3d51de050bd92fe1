using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Checks;

/// <summary>
/// Finds results that the kernel does not take: it refuses fentry and fexit programs that return anything but 0
/// (kernel/bpf/verifier.c, check_return_code).
/// </summary>
internal static class ResultCheck
{
    public static void Run(ObjectContext context, BoundProgram program)
    {
        if (program.Hook.LargestResult is { } largest)
            CheckConstants(context, program, largest);
        if (!program.Hook.TakesOnlyZero || context.BodyOf(program.Method) is not { } body)
            return;
        foreach (IOperation operation in body.Descendants())
        {
            if (operation is IReturnOperation { ReturnedValue: { ConstantValue: not { HasValue: true, Value: 0 } } value } && IsOwn(operation, body))
                context.Diagnostics.Report(HookDiagnostics.ResultNotTaken, value.Syntax.GetLocation(), ConstructNames.Excerpt(value), program.Hook.DisplayName, program.Method.Name);
        }
    }

    /// <summary>Numbers that the kernel does not know: it warns once in its log, and drops the packet (include/uapi/linux/bpf.h, enum xdp_action).</summary>
    private static void CheckConstants(ObjectContext context, BoundProgram program, int largest)
    {
        if (context.BodyOf(program.Method) is not { } body)
            return;
        foreach (IReturnOperation @return in body.Descendants().OfType<IReturnOperation>().Where(operation => IsOwn(operation, body)))
        {
            foreach (IOperation value in Results(@return.ReturnedValue))
            {
                if (value.ConstantValue is { HasValue: true, Value: int number } && (number < 0 || number > largest))
                    context.Diagnostics.Report(HookDiagnostics.UnknownResult, value.Syntax.GetLocation(), ConstructNames.Excerpt(value), program.Hook.DisplayName, largest);
            }
        }
    }

    private static IEnumerable<IOperation> Results(IOperation? value) => value switch
    {
        null => [],
        IConditionalOperation conditional => Results(conditional.WhenTrue).Concat(Results(conditional.WhenFalse)),
        ISwitchExpressionOperation @switch => @switch.Arms.SelectMany(static arm => Results(arm.Value)),
        _ => [value],
    };

    /// <summary>Local functions and lambdas return to the program, not to the kernel.</summary>
    private static bool IsOwn(IOperation operation, IOperation body)
    {
        for (IOperation? outer = operation.Parent; outer is not null && outer != body; outer = outer.Parent)
        {
            if (outer is ILocalFunctionOperation or IAnonymousFunctionOperation)
                return false;
        }
        return true;
    }
}
