using System.Collections.Immutable;
using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>CO-RE: chains of intrinsics that the backend turns into relocations.</summary>
internal sealed partial class FunctionEmitter
{
    void Core(IrInstruction instruction)
    {
        switch (instruction)
        {
            case IrCoreAccess access:
                Chain(Capture(access.Pointer), access.Record, access.Steps, Name(access, "v"), access.Span);
                break;
            case IrCoreFieldInfo info:
                FieldInfo(info);
                break;
            case IrCoreTypeInfo info:
                TypeInfo(info);
                break;
            case IrCoreEnumValue value:
                EnumValue(value);
                break;
        }
    }

    /// <summary>Writes one call a step; the last one defines the name given.</summary>
    void Chain(string pointer, DebugType type, ImmutableArray<CoreStep> steps, string result, SourceSpan span)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            type = DebugTypeSize.Strip(type);
            string name = i == steps.Length - 1 ? result : Fresh();
            Define(name).Append("call ptr @llvm.preserve.");
            if (type is DebugRecord { IsUnion: true } union)
            {
                context.Intrinsics.Use("llvm.preserve.union.access.index.p0.p0", "ptr (ptr, i32)");
                text.Append("union.access.index.p0.p0(ptr ").Append(pointer).Append(", i32 ").AppendNumber(steps[i].Index);
                Step(type, span);
                type = union.Members[steps[i].Index].Type;
            }
            else if (type is DebugRecord record)
            {
                context.Intrinsics.Use("llvm.preserve.struct.access.index.p0.p0", "ptr (ptr, i32, i32)");
                text.Append("struct.access.index.p0.p0(ptr elementtype(").Append(context.CoreTypes.Of(record)).Append(") ").Append(pointer)
                    .Append(", i32 ").AppendNumber(CoreTypes.GepIndex(record, steps[i].Index)).Append(", i32 ").AppendNumber(steps[i].Index);
                Step(type, span);
                type = record.Members[steps[i].Index].Type;
            }
            else
            {
                var array = (DebugArray)type;
                context.Intrinsics.Use("llvm.preserve.array.access.index.p0.p0", "ptr (ptr, i32, i32)");
                text.Append("array.access.index.p0.p0(ptr elementtype(").Append(context.CoreTypes.Of(array)).Append(") ").Append(pointer)
                    .Append(", i32 1, i32 ").AppendNumber(steps[i].Index);
                Step(type, span);
                type = array.Element;
            }
            pointer = name;
        }
    }

    void Step(DebugType type, SourceSpan span)
    {
        text.Append(')');
        EndRelocated(context.Types.Reference(type), span);
    }

    void EndRelocated(string type, SourceSpan span)
    {
        text.Append(", !llvm.preserve.access.index ").Append(type);
        End(span);
    }

    void FieldInfo(IrCoreFieldInfo info)
    {
        string field = Fresh();
        Chain("null", info.Record, info.Steps, field, info.Span);
        context.Intrinsics.Use("llvm.bpf.preserve.field.info.p0", "i32 (ptr, i64)");
        Define(info).Append("call i32 @llvm.bpf.preserve.field.info.p0(ptr ").Append(field).Append(", i64 ").AppendNumber((int)info.Kind).Append(')');
        End(info.Span);
    }

    void TypeInfo(IrCoreTypeInfo info)
    {
        if (info.Kind == CoreTypeInfoKind.Id)
        {
            const string ofKernel = ", i64 1)";
            context.Intrinsics.Use("llvm.bpf.btf.type.id", "i64 (i32, i64)");
            Define(info).Append("call i64 @llvm.bpf.btf.type.id(i32 ").AppendNumber(context.NextUnique()).Append(ofKernel);
            EndRelocated(TypeReference(info), info.Span);
            return;
        }
        context.Intrinsics.Use("llvm.bpf.preserve.type.info", "i32 (i32, i64)");
        string narrow = Fresh();
        Define(narrow).Append("call i32 @llvm.bpf.preserve.type.info(i32 ").AppendNumber(context.NextUnique())
            .Append(", i64 ").AppendNumber((int)info.Kind).Append(')');
        EndRelocated(TypeReference(info), info.Span);
        Define(info).Append("zext i32 ").Append(narrow).Append(" to i64");
        End(info.Span);
    }

    string TypeReference(IrCoreTypeInfo info) =>
        info.Target is DebugEnum enumeration ? context.Types.RelocatedEnum(enumeration) : context.Types.Reference(info.Target);

    void EnumValue(IrCoreEnumValue value)
    {
        context.Intrinsics.Use("llvm.bpf.preserve.enum.value", "i64 (i32, ptr, i64)");
        int unique = context.NextUnique();
        string constant = new StringBuilder("core.enum.").AppendNumber(unique).ToString();
        context.CoreStrings.Add((constant, Enumerator(value)));
        Define(value).Append("call i64 @llvm.bpf.preserve.enum.value(i32 ").AppendNumber(unique).Append(", ptr ").AppendSymbol('@', constant)
            .Append(", i64 ").Append(value.Exists ? '0' : '1').Append(')');
        EndRelocated(context.Types.RelocatedEnum(value.Target), value.Span);
    }

    /// <summary><c>NAME:value</c>: how the backend wants to be told the enumerator.</summary>
    static string Enumerator(IrCoreEnumValue value)
    {
        foreach ((string name, long number) in value.Target.Values)
        {
            if (name == value.Enumerator)
                return new StringBuilder(name).Append(':').AppendNumber(number).ToString();
        }
        throw new InvalidOperationException($"The enum {value.Target.Name} has no enumerator {value.Enumerator}.");
    }
}
