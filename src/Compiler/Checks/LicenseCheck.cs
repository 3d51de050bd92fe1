using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Checks;

/// <summary>Finds helpers that the kernel keeps for objects under a licence that goes with the GPL.</summary>
internal static class LicenseCheck
{
    public static void Run(ObjectContext context)
    {
        if (RestrictedHelpers.IsCompatible(context.Module.License))
            return;
        foreach (BoundProgram program in context.Bound.Programs)
        {
            // Behind a question, too: no answer at load makes the licence another one.
            foreach (IrHelperCall call in ReachableCode.Of(context, program, includesAsked: true).OfType<IrHelperCall>().Where(static call => RestrictedHelpers.Contains(call.Helper)))
            {
                (Location location, string text) = SourceLocator.Find(context, call.Span, program);
                context.Diagnostics.Report(VerifierDiagnostics.License, location, text, context.Module.License);
            }
        }
    }
}
