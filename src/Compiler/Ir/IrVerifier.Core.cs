using System.Collections.Immutable;
using BpfSharp.Compiler.Emit;

namespace BpfSharp.Compiler.Ir;

/// <summary>The faults in CO-RE instructions end LLVM abnormally, so all of them are looked for here.</summary>
internal sealed partial class IrVerifier
{
    void CoreInstruction(IrInstruction instruction, IrBlock block)
    {
        SourceSpan span = instruction.Span;
        switch (instruction)
        {
            case IrCoreAccess access:
                Operand(access.Pointer, IrType.Pointer, block, span);
                Steps(access.Record, access.Steps, span);
                break;
            case IrCoreFieldInfo info:
                FieldInfo(info);
                break;
            case IrCoreTypeInfo info:
                string name = info.Target switch
                {
                    DebugRecord record => record.Name,
                    DebugEnum enumeration => enumeration.Name,
                    DebugTypedef alias => alias.Name,
                    DebugInt integer => integer.Name,
                    _ => "",
                };
                Check(name.Length != 0, "only a type with a name can be looked up in the kernel", span);
                break;
            case IrCoreEnumValue value:
                Check(value.Target.Name.Length != 0, "only an enum with a name can be looked up in the kernel", span);
                Check(value.Target.Values.Any(v => v.Name == value.Enumerator), $"the enum '{value.Target.Name}' has no enumerator '{value.Enumerator}'", span);
                break;
            default:
                Check(false, $"unknown instruction {instruction.GetType().Name}", span);
                break;
        }
    }

    void FieldInfo(IrCoreFieldInfo info)
    {
        DebugType? field = Steps(info.Record, info.Steps, info.Span);
        if (field is null)
            return;
        if (info.Kind == CoreFieldInfoKind.IsSigned)
            Check(DebugTypeSize.Strip(field) is DebugInt or DebugEnum, "only an integer or an enum is signed or not", info.Span);
        if (info.Kind is CoreFieldInfoKind.LeftShift or CoreFieldInfoKind.RightShift)
            Check(DebugTypeSize.Of(field) is > 0 and <= 8, "only a member of at most 8 bytes is shifted", info.Span);
    }

    /// <summary>The type that the steps lead to, or null when they lead nowhere.</summary>
    DebugType? Steps(DebugRecord record, ImmutableArray<CoreStep> steps, SourceSpan span)
    {
        Check(record.Name.Length != 0, "an access starts at a record with a name", span);
        Check(steps.Length != 0, "an access has no steps", span);
        DebugType type = record;
        foreach (CoreStep step in steps)
        {
            DebugType? next = (step.Kind, DebugTypeSize.Strip(type)) switch
            {
                (CoreStepKind.Member, DebugRecord parent) when step.Index >= 0 && step.Index < parent.Members.Count => parent.Members[step.Index].Type,
                (CoreStepKind.Element, DebugArray array) when step.Index >= 0 => array.Element,
                _ => null,
            };
            if (next is null)
            {
                Check(false, $"the step {step.Kind} {step.Index} leads nowhere in '{record.Name}'", span);
                return null;
            }
            type = next;
        }
        return type;
    }
}
