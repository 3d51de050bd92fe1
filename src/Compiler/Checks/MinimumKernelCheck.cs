using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Lowering;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Checks;

/// <summary>
/// Finds hooks, map types, map flags and helpers that the project's minimum kernel lacks (BPF0120). Instructions are
/// checked where they are chosen, because there is mostly another way.
/// </summary>
internal sealed class MinimumKernelCheck(ObjectContext context)
{
    private const string Raise = "raise BpfMinimumKernel, or do without it";

    private Version Minimum => context.Options.EffectiveMinimumKernel;

    public static void Run(ObjectContext context)
    {
        MinimumKernelCheck check = new(context);
        foreach (BoundMap map in context.Bound.Maps)
            check.CheckMap(map);
        foreach (BoundProgram program in context.Bound.Programs)
            check.CheckProgram(program);
        foreach (BoundKernelFunction function in context.Bound.KernelFunctions)
            check.CheckKernelFunction(function);
    }

    private void CheckMap(BoundMap map)
    {
        Location location = map.Property.Locations[0];
        if (KernelVersions.OfMap(map.Kind.MapType) is { } needed && needed > Minimum)
            Report(location, $"A map of type {map.Kind.TypeName}", needed, Minimum, Raise);
        // kernel/bpf/btf.c: before, the tag meant a pointer that keeps nothing alive.
        Version references = new(6, 4);
        if (references > Minimum && map.Fields.Any(static field => field.Type.Name == Types.ValueFields.Kptr))
            Report(location, $"A {Types.ValueFields.Kptr} in a map's value", references, Minimum, Raise);
        foreach ((string name, Version release) in KernelVersions.MapFlagsAfter(Minimum, map.Flags))
            Report(location, $"The map flag {name}", release, Minimum, Raise);
    }

    private void CheckProgram(BoundProgram program)
    {
        // A program that another one stands in for is not loaded where its hook is missing. Where the hook is there,
        // what came before it is there too.
        Version minimum = Minimum;
        if (program.Hook.Since > minimum)
        {
            if (!context.Bound.Programs.Exists(other => other.FallbackFor == program.Method.Name))
            {
                Report(program.Method.Locations[0], $"{program.Hook.DisplayName}, the hook of '{program.Method.Name}',", program.Hook.Since, Minimum,
                    $"raise BpfMinimumKernel, or add a program for another hook with FallbackFor = \"{program.Method.Name}\"");
            }
            minimum = program.Hook.Since;
        }

        foreach (IrHelperCall call in ReachableCode.Of(context, program).OfType<IrHelperCall>())
        {
            if (KernelVersions.OfHelper(call.Helper) is { } needed && needed > minimum)
            {
                (Location location, string text) = SourceLocator.Find(context, call.Span, program);
                Report(location, $"'{text}' (BPF helper {call.Helper})", needed, minimum, Raise);
            }
        }
    }

    /// <summary>Those that may be missing are asked for first.</summary>
    private void CheckKernelFunction(BoundKernelFunction function)
    {
        Version first = new(5, 13);
        if (!function.Ir.IsWeak && first > Minimum)
            Report(function.Method.Locations[0], $"Calling '{function.Method.Name}', a kernel function,", first, Minimum, Raise + ", or set IsOptional and ask Bpf.HasKernelFunction");
    }

    private void Report(Location location, string what, Version needed, Version minimum, string advice) =>
        context.Diagnostics.Report(LanguageDiagnostics.MinimumKernel, location, what, needed.ToString(), minimum.ToString(), advice);
}
