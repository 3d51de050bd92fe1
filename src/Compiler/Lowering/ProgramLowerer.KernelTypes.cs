using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Questions about the running kernel's types (<c>KernelType</c>), each a number that is filled in at load.</summary>
partial class ProgramLowerer
{
    private IrValue LowerKernelType(IInvocationOperation call)
    {
        switch (call.TargetMethod.Name)
        {
            case "Exists":
                return IsNotZero(TypeInfo(call, CoreTypeInfoKind.Exists));
            case "Matches":
                return IsNotZero(TypeInfo(call, CoreTypeInfoKind.Matches));
            case "SizeOf":
                return _builder.Resize(TypeInfo(call, CoreTypeInfoKind.Size), IrType.I32, signExtend: false);
            case "IdOf":
                return _builder.Resize(TypeInfo(call, CoreTypeInfoKind.Id), IrType.I32, signExtend: false);
            case "FieldExists":
                return _builder.Compare(IrComparison.NotEqual, FieldInfo(call, CoreFieldInfoKind.Exists), IrBuilder.Constant(IrType.I32, 0));
            case "FieldSize":
                return FieldInfo(call, CoreFieldInfoKind.ByteSize);
            case "FieldOffset":
                return FieldInfo(call, CoreFieldInfoKind.ByteOffset);
            case "EnumExists":
                return IsNotZero(EnumInfo(call, exists: true));
            case "EnumValue":
                return EnumInfo(call, exists: false);
            default:
                return UnknownMember(call, "this version of the compiler does not know it");
        }
    }

    private IrValue IsNotZero(IrValue value) => _builder.Compare(IrComparison.NotEqual, value, IrBuilder.Constant(IrType.I64, 0));

    private IrValue TypeInfo(IInvocationOperation call, CoreTypeInfoKind kind)
    {
        ITypeSymbol type = call.TargetMethod.TypeArguments[0];
        if (DebugTypeMap.KernelName(type) is null or "")
        {
            Report(MemoryDiagnostics.NoKernelType, call, ConstructNames.Excerpt(call), $"'{type.Name}' is not marked [KernelType]");
            return IrBuilder.Constant(IrType.I64, 0);
        }
        return CheckType(type, call) ? _builder.CoreTypeInfo(_context.DebugTypes.Of(type), kind) : IrBuilder.Constant(IrType.I64, 0);
    }

    private IrValue FieldInfo(IInvocationOperation call, CoreFieldInfoKind kind)
    {
        IOperation field = call.Arguments[0].Value;
        if (PathOf(field) is KernelPlace { Record: { } record, Steps.IsEmpty: false } place)
            return _builder.CoreFieldInfo(record, place.Steps, kind);
        Report(MemoryDiagnostics.NoKernelType, field, ConstructNames.Excerpt(field), "it is not a field of a struct that is marked [KernelType]");
        return IrBuilder.Constant(IrType.I32, 0);
    }

    /// <summary>The way to a field from the kernel type it starts at, without reading anything: the value that has it need not be one.</summary>
    private KernelPlace? PathOf(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation conversion:
                return PathOf(conversion.Operand);
            case IFieldReferenceOperation { Instance: { } instance } reference:
                return PathOf(instance) is { } start ? FieldOf(start, reference.Field, operation) as KernelPlace : null;
            case IInlineArrayAccessOperation { Argument.ConstantValue: { HasValue: true, Value: int } } access
                when PathOf(access.Instance) is { } whole && Shapes.Of(whole.Type) is StructShape { Layout: { InlineLength: > 0 } layout }:
                return ElementOf(whole, layout.Fields[0].Field.Type, layout.InlineLength, access.Argument, IsFlexible(access.Instance)) as KernelPlace;
            case { Kind: OperationKind.None } when operation.ChildOperations.ToArray() is
                [IFieldReferenceOperation { Field: { IsFixedSizeBuffer: true } field, Instance: { } owner }, { ConstantValue: { HasValue: true, Value: int } } index]
                && PathOf(owner) is { } place && FieldOf(place, field, operation) is { } buffer:
                return ElementOf(buffer, operation.Type!, field.FixedSize, index, IsFlexible(field)) as KernelPlace;
            default:
                return operation.Type is { } type && DebugTypeMap.KernelName(type) is not null && Shapes.Of(type) is StructShape
                    ? new KernelPlace(IrNullPointer.Instance, null, [], type, IsTrusted: false)
                    : null;
        }
    }

    private IrValue EnumInfo(IInvocationOperation call, bool exists)
    {
        IOperation value = call.Arguments[0].Value;
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        string? problem = value switch
        {
            not IFieldReferenceOperation { Field: { IsConst: true, ContainingType.TypeKind: TypeKind.Enum } } => "it must name an enumerator, because it is looked for by its name",
            IFieldReferenceOperation { Field.ContainingType: var type } when DebugTypeMap.KernelName(type) is null => $"'{type.Name}' is not marked [KernelType]",
            IFieldReferenceOperation { Field.ContainingType: var type } when _context.DebugTypes.Of(type) is not DebugEnum => "the kernel's enums have four or eight bytes",
            _ => null,
        };
        if (problem is not null)
        {
            Report(MemoryDiagnostics.NoKernelType, value, ConstructNames.Excerpt(value), problem);
            return IrBuilder.Constant(IrType.I64, 0);
        }
        IFieldSymbol enumerator = ((IFieldReferenceOperation)value).Field;
        return _builder.CoreEnumValue((DebugEnum)_context.DebugTypes.Of(enumerator.ContainingType), enumerator.Name, exists);
    }
}
