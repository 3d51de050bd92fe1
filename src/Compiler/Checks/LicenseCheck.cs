using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Checks;

/// <summary>Finds helpers that the kernel keeps for objects under a licence that goes with the GPL.</summary>
internal static class LicenseCheck
{
    // include/linux/license.h, license_is_gpl_compatible().
    private static readonly HashSet<string> s_compatible =
        ["GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL"];

    // The prototypes' gpl_only in kernel/trace/bpf_trace.c, kernel/bpf/helpers.c and net/core/filter.c; the verifiers of the
    // test kernels are asked about each.
    private static readonly HashSet<int> s_restricted =
    [
        4, 6, 22, 25, 27, 35, 36, 45, 55, 56, 67, 69, 100, 110, 112, 113, 114, 115, 119, 158, 163, 165, 169, 170, 171, 172, 173, 175, 176,
        177, 191, 204, 205, 206, 207,
    ];

    public static bool IsCompatible(string license) => s_compatible.Contains(license);

    /// <summary>Whether a helper, by its number, is for such objects only.</summary>
    public static bool IsRestricted(int helper) => s_restricted.Contains(helper);

    public static void Run(ObjectContext context)
    {
        if (IsCompatible(context.Module.License))
            return;
        foreach (BoundProgram program in context.Bound.Programs)
        {
            IEnumerable<IrHelperCall> calls = context.Module.Functions.Where(function => function.Name == program.Method.Name)
                .SelectMany(function => function.Blocks).SelectMany(block => block.Instructions).OfType<IrHelperCall>();
            foreach (IrHelperCall call in calls.Where(call => IsRestricted(call.Helper)))
            {
                (Location location, string text) = SourceLocator.Find(context, call.Span, program);
                context.Diagnostics.Report(VerifierDiagnostics.License, location, text, context.Module.License);
            }
        }
    }
}
