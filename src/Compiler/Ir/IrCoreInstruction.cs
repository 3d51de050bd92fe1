using System.Collections.Immutable;

namespace BpfSharp.Compiler.Ir;

/// <summary>One step from a kernel record towards the accessed member.</summary>
internal readonly record struct CoreStep(CoreStepKind Kind, int Index)
{
    /// <summary>The member with this position in the record's <see cref="DebugRecord.Members"/>.</summary>
    public static CoreStep Member(int index) => new(CoreStepKind.Member, index);

    /// <summary>The element with this constant index of an array.</summary>
    public static CoreStep Element(int index) => new(CoreStepKind.Element, index);
}

internal enum CoreStepKind { Member, Element }

/// <summary>The address of a kernel record's member, whose offset is relocated at load (CO-RE field offset).</summary>
internal sealed class IrCoreAccess(IrValue pointer, DebugRecord record, ImmutableArray<CoreStep> steps, SourceSpan span) : IrInstruction(IrType.Pointer, span)
{
    public IrValue Pointer { get; } = pointer;
    public DebugRecord Record { get; } = record;
    public ImmutableArray<CoreStep> Steps { get; } = steps;
}

/// <summary>The kinds of <c>llvm.bpf.preserve.field.info</c>, numbered as <c>enum bpf_core_relo_kind</c>.</summary>
internal enum CoreFieldInfoKind { ByteOffset = 0, ByteSize = 1, Exists = 2, IsSigned = 3, LeftShift = 4, RightShift = 5 }

/// <summary>A fact about a kernel record's member, known at load; an i32.</summary>
internal sealed class IrCoreFieldInfo(DebugRecord record, ImmutableArray<CoreStep> steps, CoreFieldInfoKind kind, SourceSpan span) : IrInstruction(IrType.I32, span)
{
    public DebugRecord Record { get; } = record;
    public ImmutableArray<CoreStep> Steps { get; } = steps;
    public CoreFieldInfoKind Kind { get; } = kind;
}

/// <summary>The flags of <c>llvm.bpf.preserve.type.info</c>, and the type's id, which has an intrinsic of its own.</summary>
internal enum CoreTypeInfoKind { Exists = 0, Size = 1, Matches = 2, Id = -1 }

/// <summary>A fact about a kernel type, known at load; an i64.</summary>
internal sealed class IrCoreTypeInfo(DebugType type, CoreTypeInfoKind kind, SourceSpan span) : IrInstruction(IrType.I64, span)
{
    public DebugType Target { get; } = type;
    public CoreTypeInfoKind Kind { get; } = kind;
}

/// <summary>A kernel enumerator's value or existence, known at load; an i64.</summary>
internal sealed class IrCoreEnumValue(DebugEnum type, string enumerator, bool exists, SourceSpan span) : IrInstruction(IrType.I64, span)
{
    public DebugEnum Target { get; } = type;
    public string Enumerator { get; } = enumerator;
    public bool Exists { get; } = exists;
}
