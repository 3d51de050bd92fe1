using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Properties and indexers that are assigned through accessors of their own.</summary>
partial class ProgramLowerer
{
    /// <summary>A property as a target: its receiver is found and its arguments are computed once.</summary>
    private PropertyPlace? LowerPropertyTarget(IPropertyReferenceOperation reference)
    {
        IPropertySymbol property = reference.Property;
        if (property is not { SetMethod: { } setter, RefKind: RefKind.None } || _context.Bound.FindGlobal(property) is not null || _context.Bound.IsRefused(property)
            || property.SetMethod.DeclaringSyntaxReferences.IsEmpty)
            return null;
        if (!CheckReceiver(reference.Instance) || !CheckContainer(setter, reference))
            return null;
        Place? receiver = null;
        if (reference.Instance is { } instance && TypeOf(instance) is { IsValueType: true })
            receiver = TryLowerPlace(instance) ?? LowerPlace(instance);
        List<MemoryPlace> arguments = [];
        foreach (IArgumentOperation argument in reference.Arguments)
        {
            MemoryPlace place = NewTemporary(argument.Parameter!.Type, argument.Parameter.Name);
            LowerInto(argument.Value, place);
            arguments.Add(place);
        }
        if (!AreInOrder(reference.Arguments))
            ReportUnsupported(reference, "its named arguments are not in the order of its parameters; put them in order");
        return new PropertyPlace(property, receiver, [.. arguments], Resolve(property.Type));
    }

    private MemoryPlace GetProperty(PropertyPlace place, IOperation operation)
    {
        MemoryPlace result = NewTemporary(place.Type, "result");
        if (place.Property.GetMethod is not { } getter || ResolveMethod(getter, place.Receiver?.Type, operation) is not { } resolved)
            return result;
        if (AutoAccessor(resolved) is { } field && place.Receiver is { } holder)
            CopyInto(FieldOf(holder, field, operation), result, operation);
        else
            CallPrepared(resolved, place.Receiver, [.. place.Arguments.Select(argument => Copy(argument, operation))], result, operation);
        return result;
    }

    private void SetProperty(PropertyPlace place, MemoryPlace value, IOperation operation)
    {
        if (place.Property.SetMethod is not { } setter || ResolveMethod(setter, place.Receiver?.Type, operation) is not { } resolved)
            return;
        if (AutoAccessor(resolved) is { } field && place.Receiver is { } holder && FieldOf(holder, field, operation) is MemoryPlace target)
            CopyInto(value, target, operation);
        else
            CallPrepared(resolved, place.Receiver, [.. place.Arguments.Select(argument => Copy(argument, operation)), Copy(value, operation)], result: null, operation);
    }

    // An accessor may change its parameters.
    private MemoryPlace Copy(MemoryPlace value, IOperation operation)
    {
        MemoryPlace copy = NewTemporary(value.Type, "argument");
        CopyInto(value, copy, operation);
        return copy;
    }
}
