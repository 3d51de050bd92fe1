using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Lowering;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Checks;

/// <summary>
/// Holds what programs declare of their hooks against the prototypes of a kernel, where the project has them (the reference
/// assembly that <c>BpfKernelTypes</c> asks for): the function exists, and its arguments are those.
/// </summary>
internal sealed class PrototypeCheck
{
    private readonly ObjectContext _context;
    private readonly INamedTypeSymbol _functions;
    private readonly INamedTypeSymbol? _tracepoints;

    private PrototypeCheck(ObjectContext context, INamedTypeSymbol functions)
    {
        _context = context;
        _functions = functions;
        // Files with the types that some programs need, and no more, have none of either.
        _tracepoints = context.Compilation.GetTypeByMetadataName(KernelAssembly.Tracepoints) is { } tracepoints && HasAny(tracepoints) ? tracepoints : null;
    }

    public static void Run(ObjectContext context)
    {
        if (context.Compilation.GetTypeByMetadataName(KernelAssembly.Functions) is { } functions && HasAny(functions))
            new PrototypeCheck(context, functions).Run();
    }

    private static bool HasAny(INamedTypeSymbol prototypes) => prototypes.GetMembers().OfType<IMethodSymbol>().Any(method => method.MethodKind == MethodKind.Ordinary);

    private void Run()
    {
        (BoundProgram Program, PrototypeFindings Findings)[] all = [.. _context.Bound.Programs.Select(program => (program, Look(program)))];
        foreach ((BoundProgram program, PrototypeFindings findings) in all)
        {
            // Programs that stand in for each other are for different kernels, of which this is one.
            IEnumerable<(BoundProgram Program, PrototypeFindings Findings)> others = all.Where(other => other.Program != program && Root(other.Program) == Root(program) && other.Findings.IsRight);
            if (findings.Missing is { } near && !others.Any())
                _context.Diagnostics.Report(HookDiagnostics.NoSuchTarget, AttributeOf(program), findings.What, near);
            if (others.Any(other => other.Program.Hook == program.Hook))
                continue;
            foreach ((IParameterSymbol parameter, string problem) in findings.Wrong)
                _context.Diagnostics.Report(HookDiagnostics.PrototypeDiffers, parameter.Locations[0], parameter.Name, parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), problem, findings.What);
        }
    }

    private PrototypeFindings Look(BoundProgram program)
    {
        if (program.Target is not { } target)
            return PrototypeFindings.Nothing;
        switch (program.Hook.Attribute)
        {
            case "Fentry" or "Fexit" or "FmodRet":
                return Look(program, _functions, target, "function", isCertain: true);
            case "Kprobe" or "Kretprobe":
                // Probes can also be in functions that the kernel's types do not describe: those in assembly.
                return Look(program, _functions, target.Split('+')[0], "function", isCertain: false);
            case "KprobeMulti" or "KretprobeMulti" or "KprobeSession":
                return LookForPattern(target);
            case "Tracepoint" when _tracepoints is not null:
                return LookForRecord(program, _tracepoints, target);
            case "BtfTracepoint" when _tracepoints is not null:
                return Look(program, _tracepoints, target, "tracepoint", isCertain: true);
            case "RawTracepoint" when _tracepoints is not null:
                return Look(program, _tracepoints, target, "tracepoint", isCertain: false);
            case "Iterator":
                return Look(program, _functions, "bpf_iter_" + target, "iterator", isCertain: true, prefix: "bpf_iter_");
            case "Ksyscall" or "Kretsyscall":
                string prefix = "__" + (_context.Options.Architecture == TargetArchitecture.Arm64 ? "arm64" : "x64") + "_sys_";
                return Look(program, _functions, prefix + target, "system call", isCertain: false, prefix);
            default:
                return PrototypeFindings.Nothing;
        }
    }

    /// <summary>Whether a pattern can mean anything; the kernel's types do not have functions in assembly.</summary>
    private PrototypeFindings LookForPattern(string pattern)
    {
        if (_functions.MemberNames.Any(name => NamePattern.Matches(name.AsSpan(), pattern.AsSpan())))
            return PrototypeFindings.Nothing;
        string known = pattern.Trim('*', '?');
        return new PrototypeFindings($"a function like '{pattern}'", known.IndexOfAny(['*', '?']) < 0 ? NearNames.Suggest(known, _functions.MemberNames) : "", []) { IsRight = false };
    }

    /// <summary>
    /// A tracepoint is mostly called as its event is (not those of system calls). Its record's type has its name, or that of the class of
    /// events that it belongs to, which no types tell.
    /// </summary>
    private PrototypeFindings LookForRecord(BoundProgram program, INamedTypeSymbol tracepoints, string target)
    {
        string[] parts = target.Split('/');
        if (parts.Length != 2 || parts[0] is "syscalls" or "raw_syscalls")
            return PrototypeFindings.Nothing;
        if (tracepoints.GetMembers(parts[1]).Length == 0)
            return NearNames.Suggest(parts[1], tracepoints.MemberNames) is { Length: > 0 } near ? new PrototypeFindings($"the tracepoint '{target}'", near, []) { IsRight = false } : PrototypeFindings.Nothing;
        const string prefix = "trace_event_raw_";
        INamedTypeSymbol? own = _context.Compilation.GetTypeByMetadataName(KernelAssembly.Name + "." + prefix + parts[1]);
        if (own is null || program.Method.Parameters is not [{ Type: IPointerTypeSymbol { PointedAtType: var declared } } parameter, ..] || DebugTypeMap.KernelName(declared) is not { } name
            || PrototypeComparison.Essential(name) == own.Name)
            return PrototypeFindings.Nothing;
        return new PrototypeFindings($"the tracepoint '{target}' with a record of that type", null, [(parameter, $"its record is '{own.Name}*'")]);
    }

    /// <param name="program">The program.</param>
    /// <param name="prototypes">The class that has it as a method.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="what">What it is.</param>
    /// <param name="isCertain">Whether what is not there cannot be hooked; else only what looks misspelt is reported.</param>
    /// <param name="prefix">What the kernel puts before the name.</param>
    private PrototypeFindings Look(BoundProgram program, INamedTypeSymbol prototypes, string name, string what, bool isCertain, string prefix = "")
    {
        IMethodSymbol[] overloads = [.. prototypes.GetMembers(name).OfType<IMethodSymbol>()];
        string shown = name.Substring(prefix.Length);
        if (overloads.Length == 0)
        {
            string near = NearNames.Suggest(shown, prototypes.MemberNames.Where(member => member.StartsWith(prefix, StringComparison.Ordinal)).Select(member => member.Substring(prefix.Length)));
            return new PrototypeFindings($"the {what} '{shown}'", isCertain || near.Length > 0 ? near : null, []) { IsRight = false };
        }
        // Different kernels' prototypes: one of them is enough, and the nearest is told.
        PrototypeFindings? nearest = null;
        foreach (IMethodSymbol overload in overloads)
        {
            PrototypeFindings findings = new(PrototypeComparison.Text(overload, shown), null, [.. new PrototypeComparison(_context.Shapes, program, overload).Problems()]);
            if (findings.Wrong.IsEmpty)
                return findings with { IsRight = true };
            if (nearest is null || findings.Wrong.Length < nearest.Wrong.Length)
                nearest = findings;
        }
        return nearest!;
    }

    private string Root(BoundProgram program)
    {
        for (int step = 0; program.FallbackFor is { } primary && step < _context.Bound.Programs.Count; step++)
        {
            if (_context.Bound.Programs.Find(other => other.Method.Name == primary) is not { } next)
                break;
            program = next;
        }
        return program.Method.Name;
    }

    private static Location AttributeOf(BoundProgram program)
    {
        foreach (AttributeData attribute in program.Method.GetAttributes())
        {
            if (HookKinds.IsProgramAttribute(attribute.AttributeClass) && attribute.ApplicationSyntaxReference is { } reference)
                return Location.Create(reference.SyntaxTree, reference.Span);
        }
        return program.Method.Locations[0];
    }
}
