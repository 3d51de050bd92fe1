using System.Collections.Immutable;
using BpfSharp.Compiler.Emit;

namespace BpfSharp.Compiler.Ir;

internal sealed partial class IrPrinter
{
    void Instruction(IrInstruction instruction)
    {
        switch (instruction)
        {
            case IrLoad load:
                Words("load", load.IsVolatile ? "volatile" : null, load.Type, Value(load.Address), Align(load.Align, load.Type));
                break;
            case IrStore store:
                Words("store", store.IsVolatile ? "volatile" : null, store.Value.Type, Value(store.Value), "to", Value(store.Address), Align(store.Align, store.Value.Type));
                break;
            case IrBinary binary:
                Words(binary.Operator, binary.Type, Value(binary.Left), Value(binary.Right));
                break;
            case IrCompare compare:
                Words(compare.Comparison, compare.Left.Type, Value(compare.Left), Value(compare.Right));
                break;
            case IrConvert convert:
                Words(convert.Conversion, convert.Value.Type, Value(convert.Value), "to", convert.Type);
                break;
            case IrSelect select:
                Words("select", Value(select.Condition), "?", Value(select.WhenTrue), ":", Value(select.WhenFalse));
                break;
            case IrFence:
                Words("fence");
                break;
            case IrOpaque opaque:
                Words("opaque", Value(opaque.Value));
                break;
            case IrOffset offset:
                Words(offset.IsWithin ? "element" : "offset", Value(offset.Pointer), "by", Value(offset.Bytes));
                break;
            case IrMemoryCopy copy:
                Words("copy", copy.Size, "bytes to", Value(copy.Destination), "from", Value(copy.Source), "align", copy.Align);
                break;
            case IrMemoryClear clear:
                Words("clear", clear.Size, "bytes at", Value(clear.Destination), "align", clear.Align);
                break;
            case IrCall call:
                Words("call", "@" + call.Callee.Name + Arguments(call.Arguments));
                break;
            case IrKernelCall call:
                Words("kernel call", call.Type, "@" + call.Callee.Name + Arguments(call.Arguments));
                break;
            case IrHelperCall call:
                Words("helper", call.Helper, call.Type, Arguments(call.Arguments));
                break;
            case IrIntrinsicCall call:
                Words("intrinsic", call.Type, call.Name + Arguments(call.Arguments));
                break;
            case IrAtomic atomic:
                Words("atomic", atomic.Operator, atomic.Type, Value(atomic.Address), Value(atomic.Value), atomic.IsResultUsed ? null : "(result unused)");
                break;
            case IrCompareExchange exchange:
                Words("compare-exchange", exchange.Type, Value(exchange.Address), Value(exchange.Comparand), "->", Value(exchange.Value));
                break;
            case IrCoreAccess access:
                Words("core access", Value(access.Pointer), Path(access.Record, access.Steps));
                break;
            case IrCoreFieldInfo info:
                Words("core field", info.Kind, Path(info.Record, info.Steps));
                break;
            case IrCoreTypeInfo info:
                Words("core type", info.Kind, TypeName(info.Target));
                break;
            case IrCoreEnumValue value:
                Words("core enum", value.Exists ? "Exists" : "Value", value.Target.Name, value.Enumerator);
                break;
            default:
                text.Append("unknown ").Append(instruction.GetType().Name);
                break;
        }
    }

    void Terminator(IrTerminator terminator)
    {
        switch (terminator)
        {
            case IrBranch branch:
                Words("goto", Label(branch.Target));
                break;
            case IrConditionalBranch branch:
                Words("if", Value(branch.Condition), "goto", Label(branch.WhenTrue), branch.IsFalseUnlikely ? "else (unlikely) goto" : "else goto", Label(branch.WhenFalse));
                break;
            case IrSwitch @switch:
                Words("switch", @switch.Value.Type, Value(@switch.Value), "else goto", Label(@switch.Otherwise));
                foreach ((long value, IrBlock target) in @switch.Cases)
                    text.Append(", ").AppendNumber(value).Append(": ").Append(Label(target));
                break;
            case IrReturn @return:
                Words("return", @return.Value is { } result ? Value(result) : null);
                break;
            default:
                text.Append("unknown ").Append(terminator.GetType().Name);
                break;
        }
        End(terminator.Span);
    }

    void Words(params object?[] words)
    {
        bool first = true;
        foreach (object? word in words)
        {
            if (word is null)
                continue;
            text.Append(first ? "" : " ").Append(word);
            first = false;
        }
    }

    string Arguments(ImmutableArray<IrValue> arguments) => "(" + string.Join(", ", arguments.Select(Value)) + ")";

    /// <summary>The alignment, where it is not the type's own.</summary>
    static string? Align(int align, IrType type) => align == (type is IrIntType { Bits: >= 8 and var bits } ? bits / 8 : 8)
        ? null
        : "align " + align.ToString(System.Globalization.CultureInfo.InvariantCulture);

    static string Path(DebugRecord record, ImmutableArray<CoreStep> steps)
    {
        var path = new System.Text.StringBuilder(record.Name);
        DebugType type = record;
        foreach (CoreStep step in steps)
        {
            switch (DebugTypeSize.Strip(type))
            {
                case DebugRecord parent when step.Kind == CoreStepKind.Member && step.Index < parent.Members.Count:
                    path.Append('.').Append(parent.Members[step.Index].Name is { Length: > 0 } name ? name : "(anonymous)");
                    type = parent.Members[step.Index].Type;
                    break;
                case DebugArray array when step.Kind == CoreStepKind.Element:
                    path.Append('[').AppendNumber(step.Index).Append(']');
                    type = array.Element;
                    break;
                default:
                    path.Append(".(").Append(step.Kind).Append(' ').AppendNumber(step.Index).Append("?)");
                    break;
            }
        }
        return path.ToString();
    }

    static string TypeName(DebugType type) => type switch
    {
        DebugRecord record => (record.IsUnion ? "union " : "struct ") + record.Name,
        DebugEnum enumeration => "enum " + enumeration.Name,
        DebugTypedef alias => alias.Name,
        DebugInt integer => integer.Name,
        _ => type.GetType().Name,
    };
}
