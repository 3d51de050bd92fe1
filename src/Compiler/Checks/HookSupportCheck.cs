using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;
using BpfSharp.Compiler.Types;
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
        IReadOnlyList<HelperTable> tables = Tables();
        foreach (IrHelperCall call in ReachableCode.Of(context, program).OfType<IrHelperCall>())
        {
            // What one of them allows may be allowed.
            if (tables.Count > 0 && !IsOfTunnels(call.Helper, tables) && tables.Select(table => table.FirstRelease(call.Helper)).Min() is { } release && KernelVersions.OfHelper(call.Helper) <= _minimum)
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

    /// <summary>
    /// That of the hook. A program that replaces a function may call what the replaced program may; which kind that is shows in the
    /// context that it is given, where it is given one.
    /// </summary>
    private IReadOnlyList<HelperTable> Tables()
    {
        if (program.Hook.Context != HookContext.Function)
            return HelperTable.Of(program.Hook.SectionPrefix) is { } table ? [table] : [];
        string? name = program.Method.Parameters.Select(static parameter => parameter.Type).OfType<IPointerTypeSymbol>()
            .Select(static pointer => DebugTypeMap.KernelName(pointer.PointedAtType)).FirstOrDefault(static name => name is not null);
        return name is null ? [] : [.. HelperTable.All.Where(table => table.Context == name)];
    }

    /// <summary>Programs of lightweight tunnels have the same context as some in the tables, and helpers of their own (73 to 76).</summary>
    private static bool IsOfTunnels(int helper, IReadOnlyList<HelperTable> tables) => tables.Count > 1 && helper is >= 73 and <= 76;

    private string Who => program.Hook.Context == HookContext.Function ? $"what replaces functions of such programs ({program.Hook.DisplayName})" : $"{program.Hook.DisplayName} programs";

    /// <param name="first">The first of the releases that were asked and allow it.</param>
    private void Report(int first, IrHelperCall call, int helper, BoundMap? map)
    {
        // The last release that is known to refuse it.
        if (first == 0 || HelperTable.Releases[first - 1] < _minimum)
            return;
        (Location location, string text) = SourceLocator.Find(context, call.Span, program);
        string what = map is null ? $"'{text}' (BPF helper {helper})" : $"'{map.Property.Name}', a map of type {map.Kind.TypeName},";
        string who = map is not null ? $"{program.Hook.DisplayName} programs that may sleep" : Who;
        string when = first == HelperTable.Releases.Length
            ? $"no kernel up to {HelperTable.Releases[first - 1]} lets them use it"
            : $"Linux {HelperTable.Releases[first - 1]} does not let them use it yet, {HelperTable.Releases[first]} does, and BpfMinimumKernel is {context.Options.EffectiveMinimumKernel}";
        context.Diagnostics.Report(VerifierDiagnostics.HookSupport, location, what, who, when);
    }
}
