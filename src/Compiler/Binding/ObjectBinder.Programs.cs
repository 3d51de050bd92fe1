using BpfSharp.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

partial class ObjectBinder
{
    private void BindMethod(IMethodSymbol method, BoundObject bound)
    {
        if (KnownNames.FindAttribute(method, "KfuncAttribute") is { } kfunc)
        {
            BindKernelFunction(method, kfunc, bound);
            return;
        }
        AttributeData? hookAttribute = null;
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (!HookKinds.IsProgramAttribute(attribute.AttributeClass))
                continue;
            if (hookAttribute is not null)
            {
                diagnostics.Report(HookDiagnostics.SeveralHooks, LocationOf(attribute, method), method.Name);
                return;
            }
            hookAttribute = attribute;
        }
        if (hookAttribute is null)
            return;

        Location location = LocationOf(hookAttribute, method);
        string attributeName = hookAttribute.AttributeClass!.Name.Replace("Attribute", "");
        if (HookKinds.Of(hookAttribute.AttributeClass) is not { } hook)
        {
            diagnostics.Report(HookDiagnostics.UnsupportedHook, location, attributeName, "see docs/status.md for the hooks that work");
            return;
        }

        string? target = hookAttribute.ConstructorArguments is [{ Value: string text }] ? text : null;
        if (!CheckProgram(method, hook) || !CheckTarget(method, hook, target, location) || !AddOffset(hookAttribute, method, ref target, location) || !CheckName(method, "program"))
            return;
        if (bound.Programs.Exists(other => other.Method.Name == method.Name))
        {
            diagnostics.Report(HookDiagnostics.DuplicateProgram, method.Locations[0], method.Name);
            return;
        }

        bound.Programs.Add(new BoundProgram(method, hook, target, KnownNames.NamedArgument(hookAttribute, "FallbackFor") as string,
            hook.CanSleep && KnownNames.NamedArgument(hookAttribute, "MaySleep") is true)
        {
            NeutralValue = hook.Decides && hookAttribute.ConstructorArguments is [{ Value: int onTrap }] ? (onTrap != 0 ? 1 : 0) : hook.NeutralValue,
        });
    }

    private bool CheckProgram(IMethodSymbol method, HookKind hook)
    {
        string? problem = method switch
        {
            { IsGenericMethod: true } => "it is generic",
            { IsAsync: true } => "it is async, and a program runs to its end without waiting",
            { IsAbstract: true } or { IsExtern: true } or { IsPartialDefinition: true, PartialImplementationPart: null } => "it has no body",
            { MethodKind: not MethodKind.Ordinary } => "only ordinary methods can be programs",
            { IsVirtual: true } or { IsOverride: true } => "it is virtual",
            _ => null,
        };
        if (problem is not null)
        {
            diagnostics.Report(HookDiagnostics.ProgramShape, method.Locations[0], method.Name, problem);
            return false;
        }
        if (hook.Context == HookContext.IteratorArguments)
            return CheckIterator(method, hook);
        if (hook.IsSession)
            return CheckSession(method, hook);
        if (hook.Decides)
            return CheckDecision(method, hook);
        if (method.ReturnType.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_Void))
        {
            diagnostics.Report(HookDiagnostics.ReturnType, method.Locations[0], method.Name, method.ReturnType.ToDisplayString(), hook.DisplayName, "int or void");
            return false;
        }
        return true;
    }

    /// <summary>An iterator says whether its <c>out</c> parameter is a record for the reader; without one it says nothing.</summary>
    private bool CheckIterator(IMethodSymbol method, HookKind hook)
    {
        bool hasRecord = method.Parameters.Any(parameter => parameter.RefKind == RefKind.Out);
        if (method.ReturnType.SpecialType == (hasRecord ? SpecialType.System_Boolean : SpecialType.System_Void))
            return true;
        diagnostics.Report(HookDiagnostics.ReturnType, method.Locations[0], method.Name, method.ReturnType.ToDisplayString(), hook.DisplayName,
            hasRecord ? "bool: whether its record goes to the reader" : "void when it has no 'out' parameter for records");
        return false;
    }

    /// <summary>A session says whether it wants to see the return too.</summary>
    private bool CheckSession(IMethodSymbol method, HookKind hook)
    {
        if (method.ReturnType.SpecialType is SpecialType.System_Boolean or SpecialType.System_Void)
            return true;
        diagnostics.Report(HookDiagnostics.ReturnType, method.Locations[0], method.Name, method.ReturnType.ToDisplayString(), hook.DisplayName,
            "bool: whether it also runs when the function returns, or void, when it always does");
        return false;
    }

    /// <summary>Where the kernel asks for yes or no, a forgotten answer would be no.</summary>
    private bool CheckDecision(IMethodSymbol method, HookKind hook)
    {
        if (method.ReturnType.SpecialType == SpecialType.System_Boolean)
            return true;
        diagnostics.Report(HookDiagnostics.ReturnType, method.Locations[0], method.Name, method.ReturnType.ToDisplayString(), hook.DisplayName,
            "bool: whether the packet goes on");
        return false;
    }

    private bool CheckTarget(IMethodSymbol method, HookKind hook, string? target, Location location)
    {
        if (target is null && !hook.NeedsTarget)
            return true;
        string? problem = target switch
        {
            null or "" => "the name of what it attaches to",
            _ when target.Any(c => char.IsWhiteSpace(c) || c < ' ') => $"'{target}' contains white space",
            _ when hook.Attribute == "Tracepoint" && target.Split('/') is not [{ Length: > 0 }, { Length: > 0 }] =>
                $"'{target}' is not 'category/name', for example 'sched/sched_process_fork'",
            _ => null,
        };
        if (problem is not null)
            diagnostics.Report(HookDiagnostics.Target, location, hook.Attribute, method.Name, problem);
        return problem is null;
    }

    /// <summary>LLVM gives symbols and sections one name space.</summary>
    private void CheckSectionNames(BoundObject bound)
    {
        HashSet<string> sections = ["license", .. bound.Programs.Select(program => program.Section)];
        IEnumerable<(ISymbol Member, string What)> members =
        [
            .. bound.Maps.Select(map => ((ISymbol)map.Property, "map")),
            .. bound.Globals.Select(global => ((ISymbol)global.Property, "global")),
            .. bound.Programs.Select(program => ((ISymbol)program.Method, "program")),
        ];
        foreach ((ISymbol member, string what) in members)
        {
            if (sections.Contains(member.Name))
                diagnostics.Report(ObjectDiagnostics.ReservedName, member.Locations[0], member.Name, what, "a section of the object has this name");
        }
    }

    /// <summary>A place inside a function is written <c>function+0x10</c>, as libbpf has it.</summary>
    private bool AddOffset(AttributeData attribute, IMethodSymbol method, ref string? target, Location location)
    {
        if (KnownNames.NamedArgument(attribute, "Offset") is not int offset || offset == 0)
            return true;
        string? problem = target is null ? "the function that Offset counts from" : offset < 0 ? $"Offset is {offset}, and a function begins at 0" : null;
        if (problem is not null)
            diagnostics.Report(HookDiagnostics.Target, location, attribute.AttributeClass!.Name.Replace("Attribute", ""), method.Name, problem);
        target += "+0x" + offset.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        return problem is null;
    }

    private void CheckFallbacks(BoundObject bound)
    {
        foreach (BoundProgram program in bound.Programs)
        {
            if (program.FallbackFor is not { } primary)
                continue;
            if (primary == program.Method.Name || !bound.Programs.Exists(other => other.Method.Name == primary))
                diagnostics.Report(HookDiagnostics.Fallback, program.Method.Locations[0], primary, program.Method.Name);
        }
    }

    private static Location LocationOf(AttributeData attribute, ISymbol symbol) =>
        attribute.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : symbol.Locations[0];
}
