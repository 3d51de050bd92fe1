using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

internal sealed partial class FunctionEmitter
{
    void Instruction(IrInstruction instruction)
    {
        switch (instruction)
        {
            case IrLoad load:
                Define(load).Append(load.IsVolatile ? "load volatile " : "load ").Append(load.Type).Append(", ");
                Typed(load.Address).Append(", align ").Append(load.Align);
                break;
            case IrStore store:
                text.Append(store.IsVolatile ? "  store volatile " : "  store ");
                Typed(store.Value).Append(", ");
                Typed(store.Address).Append(", align ").Append(store.Align);
                break;
            case IrBinary { Operator: IrBinaryOperator.SignedDivide or IrBinaryOperator.SignedRemainder } division when !context.Options.HasSignedDivision:
                SignedDivision(division);
                return;
            case IrBinary binary:
                Define(binary).Append(Mnemonic(binary.Operator)).Append(' ');
                Typed(binary.Left).Append(", ");
                Operand(binary.Right);
                break;
            case IrCompare compare:
                Define(compare).Append("icmp ").Append(Mnemonic(compare.Comparison)).Append(' ');
                Typed(compare.Left).Append(", ");
                Operand(compare.Right);
                break;
            case IrConvert convert:
                Define(convert).Append(Mnemonic(convert.Conversion)).Append(' ');
                Typed(convert.Value).Append(" to ").Append(convert.Type);
                break;
            case IrSelect select:
                Define(select).Append("select ");
                Typed(select.Condition).Append(", ");
                Typed(select.WhenTrue).Append(", ");
                Typed(select.WhenFalse);
                break;
            case IrFence:
                // Its operand is what tells it from others; a text would count as an instruction in BTF's line table.
                text.Append("  call void asm sideeffect \"\", \"i\"(i32 ").AppendNumber(nextName++).Append(')');
                break;
            case IrOpaque opaque:
                // An empty instruction whose result is its operand's register.
                Define(opaque).Append("call i64 asm \"\", \"=r,0\"(");
                Typed(opaque.Value).Append(')');
                break;
            case IrOffset offset:
                Define(offset).Append(offset.IsWithin ? "getelementptr inbounds i8, " : "getelementptr i8, ");
                Typed(offset.Pointer).Append(", ");
                Typed(offset.Bytes);
                break;
            case IrMemoryCopy copy:
                Copy(copy);
                return;
            case IrMemoryClear clear:
                Clear(clear);
                return;
            case IrIntrinsicCall call when IsZeroCount(call):
                ZeroCount(call);
                return;
            case IrCoreAccess or IrCoreFieldInfo or IrCoreTypeInfo or IrCoreEnumValue:
                Core(instruction);
                return;
            default:
                Call(instruction);
                break;
        }
        End(instruction.Span);
    }

    static string Mnemonic(IrBinaryOperator op) => op switch
    {
        IrBinaryOperator.Add => "add",
        IrBinaryOperator.Subtract => "sub",
        IrBinaryOperator.Multiply => "mul",
        IrBinaryOperator.UnsignedDivide => "udiv",
        IrBinaryOperator.SignedDivide => "sdiv",
        IrBinaryOperator.UnsignedRemainder => "urem",
        IrBinaryOperator.SignedRemainder => "srem",
        IrBinaryOperator.And => "and",
        IrBinaryOperator.Or => "or",
        IrBinaryOperator.Xor => "xor",
        IrBinaryOperator.ShiftLeft => "shl",
        IrBinaryOperator.LogicalShiftRight => "lshr",
        IrBinaryOperator.ArithmeticShiftRight => "ashr",
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    static string Mnemonic(IrComparison comparison) => comparison switch
    {
        IrComparison.Equal => "eq",
        IrComparison.NotEqual => "ne",
        IrComparison.SignedLess => "slt",
        IrComparison.SignedLessOrEqual => "sle",
        IrComparison.SignedGreater => "sgt",
        IrComparison.SignedGreaterOrEqual => "sge",
        IrComparison.UnsignedLess => "ult",
        IrComparison.UnsignedLessOrEqual => "ule",
        IrComparison.UnsignedGreater => "ugt",
        IrComparison.UnsignedGreaterOrEqual => "uge",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };

    static string Mnemonic(IrConversion conversion) => conversion switch
    {
        IrConversion.Truncate => "trunc",
        IrConversion.ZeroExtend => "zext",
        IrConversion.SignExtend => "sext",
        IrConversion.PointerToInt => "ptrtoint",
        IrConversion.IntToPointer => "inttoptr",
        _ => throw new ArgumentOutOfRangeException(nameof(conversion)),
    };
}
