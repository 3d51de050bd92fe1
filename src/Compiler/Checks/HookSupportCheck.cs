using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Checks;

/// <summary>
/// Finds helpers and map types that the kernel has, but not for programs of the hook (BPF0154). What the kernel has not at all before some release is
/// <see cref="MinimumKernelCheck"/>'s.
/// </summary>
internal sealed class HookSupportCheck(ObjectContext context, BoundProgram program)
{
    private readonly HashSet<BoundMap> _reported = [];

    // Programs that only user space runs may always sleep.
    private readonly bool _maySleep = program.MaySleep || program.Hook.SectionPrefix == "syscall";

    // A program that another one stands in for is not loaded where its hook is missing.
    private readonly Version _minimum = program.Hook.Since > context.Options.EffectiveMinimumKernel ? program.Hook.Since : context.Options.EffectiveMinimumKernel;

    public static void Run(ObjectContext context)
    {
        foreach (BoundProgram program in context.Bound.Programs)
            new HookSupportCheck(context, program).Check();
    }

    private void Check()
    {
        HelperTable? table = HelperTable.Of(program.Hook.SectionPrefix);
        foreach (IrHelperCall call in context.FunctionsOf(program).SelectMany(static function => function.Blocks).SelectMany(static block => block.Instructions).OfType<IrHelperCall>())
        {
            if (table?.FirstRelease(call.Helper) is { } release && KernelVersions.OfHelper(call.Helper) <= _minimum)
                Report(release, call, helper: call.Helper, map: null);
            if (!_maySleep)
                continue;
            foreach (IrMapAddress address in call.Arguments.OfType<IrMapAddress>())
            {
                if (context.Bound.Maps.Find(map => map.Ir == address.Map) is { } map && SleepableMaps.FirstRelease(map.Kind.MapType, map.Flags) is { } first
                    && KernelVersions.OfMap(map.Kind.MapType) <= _minimum && _reported.Add(map))
                {
                    Report(first, call, helper: 0, map);
                }
            }
        }
    }

    /// <param name="first">The first of the releases that were asked and allow it.</param>
    private void Report(int first, IrHelperCall call, int helper, BoundMap? map)
    {
        // The last release that is known to refuse it.
        if (first == 0 || HelperTable.Releases[first - 1] < _minimum)
            return;
        (Location location, string text) = SourceLocator.Find(context, call.Span, program);
        string what = map is null ? $"'{text}' (BPF helper {helper})" : $"'{map.Property.Name}', a map of type {map.Kind.TypeName},";
        string who = map is not null ? $"{program.Hook.DisplayName} programs that may sleep" : $"{program.Hook.DisplayName} programs";
        string when = first == HelperTable.Releases.Length
            ? $"no kernel up to {HelperTable.Releases[first - 1]} lets them use it"
            : $"Linux {HelperTable.Releases[first - 1]} does not let them use it yet, {HelperTable.Releases[first]} does, and BpfMinimumKernel is {context.Options.EffectiveMinimumKernel}";
        context.Diagnostics.Report(VerifierDiagnostics.HookSupport, location, what, who, when);
    }
}
