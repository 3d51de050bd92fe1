using BpfSharp.Compiler.Checks;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Binding;

/// <summary>Writes down what a program declares of its hook's arguments, for the runtime to hold against the running kernel.</summary>
internal static class ParameterModels
{
    public static EquatableArray<ParameterModel> Of(BoundProgram program, TypeShapes shapes) => program.Hook.Context switch
    {
        HookContext.ArgumentArray or HookContext.IteratorArguments => [.. program.Method.Parameters.Select(parameter => Argument(program, parameter, shapes))],
        HookContext.EntryRegisters or HookContext.ReturnRegister when program.Hook.Attribute is "Kprobe" or "Kretprobe" =>
            [.. program.Method.Parameters.Where(parameter => !AsksForRegisters(parameter)).Select(parameter => Argument(program, parameter, shapes))],
        HookContext.Record when program.Hook.Attribute == "Tracepoint" => [.. program.Method.Parameters.Select(parameter => Record(parameter, shapes))],
        _ => [],
    };

    private static ParameterModel Argument(BoundProgram program, IParameterSymbol parameter, TypeShapes shapes)
    {
        TypeShape shape = shapes.Of(parameter.Type);
        if (parameter.RefKind == RefKind.Out)
            return new(parameter.Name, "Output", shape.Size, null);
        bool isReturnValue = program.Hook.Context == HookContext.ReturnRegister || program.Hook.GivesReturnValue && ReturnValueCheck.IsMarkedOrNamed(parameter);
        string kind = (shape, isReturnValue) switch
        {
            (StructShape, _) => "Structure",
            (PointerShape, true) => "ReturnedPointer",
            (PointerShape, false) => "Pointer",
            (_, true) => "ReturnedNumber",
            _ => "Number",
        };
        return new(parameter.Name, kind, shape.Size, DebugTypeMap.KernelName(shape is PointerShape pointer ? pointer.Target : parameter.Type));
    }

    private static bool AsksForRegisters(IParameterSymbol parameter) =>
        parameter.Type is IPointerTypeSymbol { PointedAtType: var target } && RegisterLayout.Named(KnownNames.ApiName(target)) is not null;

    /// <summary>A tracepoint's record. The fields of a kernel type are found by relocation; those of another struct must be where it says.</summary>
    private static ParameterModel Record(IParameterSymbol parameter, TypeShapes shapes)
    {
        ITypeSymbol target = (parameter.Type as IPointerTypeSymbol)?.PointedAtType ?? parameter.Type;
        string? kernelName = DebugTypeMap.KernelName(target);
        if (kernelName is not null || shapes.Of(target) is not StructShape { Layout: { InlineLength: 0 } layout })
            return new(parameter.Name, "Record", 0, kernelName);
        return new(parameter.Name, "Record", layout.Size, target.Name)
        {
            Fields = [.. layout.Fields.Where(IsNamed).Select(place => new FieldModel(place.Field.AssociatedSymbol?.Name ?? place.Field.Name, place.Offset, place.Size))],
        };
    }

    /// <summary>What is private fills a gap and names nothing of the kernel's.</summary>
    private static bool IsNamed(FieldPlace place) => (place.Field.AssociatedSymbol ?? place.Field).DeclaredAccessibility != Accessibility.Private;
}
