using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>Where timers, locks and references may be: the kernel finds them in some maps' values, and only if they are fields of the value itself.</summary>
partial class ObjectBinder
{
    /// <summary>Says of data that is no map's value that it has a field which only those may have.</summary>
    private bool CheckHasNoValueFields(ITypeSymbol data, ISymbol member)
    {
        if (ValueFields.Of(data, shapes).FirstOrDefault() is not { } field)
            return true;
        Report(member, data, field, "only values of maps may");
        return false;
    }

    // kernel/bpf/syscall.c, map_check_btf; kernel/bpf/btf.c, btf_find_field: what the oldest kernels with them take, all take.
    private bool CheckValueFields(ITypeSymbol value, MapKind kind, bool isInner, IPropertySymbol property)
    {
        HashSet<string> seen = [];
        foreach (ValueField field in ValueFields.Of(value, shapes))
        {
            (bool isTimer, bool isLock, bool isKptr) = (field.Type.Name == ValueFields.Timer, field.Type.Name == ValueFields.SpinLock, field.Type.Name == ValueFields.Kptr);
            string? problem = field switch
            {
                _ when isInner => "it is in another map, whose kernel-side type is not known",
                _ when isTimer && kind.TypeName is not ("HashMap" or "LruHashMap" or "ArrayMap") => $"a timer can be in a HashMap, an LruHashMap or an ArrayMap, not in a {kind.TypeName}",
                _ when isLock && kind is not ({ TypeName: "HashMap" or "ArrayMap" } or { Family: MapFamily.Storage }) => $"a lock can be in a HashMap, an ArrayMap or a local storage, not in a {kind.TypeName}",
                _ when isKptr && kind is not { Family: MapFamily.Hash or MapFamily.Array or MapFamily.Storage } => $"a reference can be in a hash table, an array or a local storage, not in a {kind.TypeName}",
                _ when isKptr && field.Type is INamedTypeSymbol { TypeArguments: [var kept] } && KernelReferences.To(kept) is null => KernelReferences.WhyNone(kept),
                { Depth: 0 } => "the value must be a struct that has it as a field",
                { Depth: > 1 } => "the kernel looks for it among the fields of the value itself, not within them",
                _ when field.Offset % shapes.Of(field.Type).Align != 0 => $"it must lie at a multiple of {shapes.Of(field.Type).Align} bytes, not at {field.Offset}",
                _ when !isKptr && !seen.Add(field.Type.Name) => "a value has at most one of each kind",
                _ => null,
            };
            if (problem is null)
                continue;
            Report(property, value, field, problem);
            return false;
        }
        return true;
    }

    private void Report(ISymbol member, ITypeSymbol data, ValueField field, string problem) =>
        diagnostics.Report(ValueFieldDiagnostics.Placement, member.Locations[0], member.Name,
            (field.Path.Length == 0 ? $"the {field.Type.Name}" : $"the {field.Type.Name} '{data.Name}.{field.Path}'"), problem);
}
