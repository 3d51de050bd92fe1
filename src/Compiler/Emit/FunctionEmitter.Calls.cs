using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

internal sealed partial class FunctionEmitter
{
    void Call(IrInstruction instruction)
    {
        switch (instruction)
        {
            case IrCall call:
                CallStart(call).AppendSymbol('@', call.Callee.Name);
                Arguments(call.Arguments);
                break;
            case IrKernelCall call:
                CallStart(call).AppendSymbol('@', call.Callee.Name);
                Arguments(call.Arguments);
                break;
            case IrHelperCall call:
                CallStart(call).Append("inttoptr (i64 ").AppendNumber(call.Helper).Append(" to ptr)");
                HelperArguments(call);
                text.Append(HelperEffects.GroupOf(call.Helper));
                break;
            case IrIntrinsicCall call:
                context.Intrinsics.Use(call.Name, Signature(call));
                CallStart(call).AppendSymbol('@', call.Name);
                Arguments(call.Arguments);
                break;
            case IrAtomic atomic:
                Atomic(atomic);
                break;
            case IrCompareExchange exchange:
                CompareExchange(exchange);
                break;
            default:
                throw new NotSupportedException($"The emitter does not know the instruction {instruction.GetType().Name}.");
        }
    }

    void HelperArguments(IrHelperCall call)
    {
        text.Append('(');
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(call.Arguments[i].Type).Append(' ').Append(HelperEffects.ArgumentAttributes(call.Helper, i));
            Operand(call.Arguments[i]);
        }
        text.Append(')');
    }

    StringBuilder CallStart(IrInstruction call)
    {
        if (call.Type is IrVoidType)
            text.Append("  ");
        else
            Define(call);
        return text.Append("call ").Append(call.Type).Append(' ');
    }

    void Atomic(IrAtomic atomic)
    {
        Define(atomic).Append("atomicrmw ").Append(atomic.Operator switch
        {
            IrAtomicOperator.Add => "add ",
            IrAtomicOperator.And => "and ",
            IrAtomicOperator.Or => "or ",
            IrAtomicOperator.Xor => "xor ",
            IrAtomicOperator.Exchange => "xchg ",
            _ => throw new NotSupportedException($"Unknown atomic operation {atomic.Operator}."),
        });
        Typed(atomic.Address).Append(", ");
        Typed(atomic.Value).Append(atomic.IsResultUsed ? " seq_cst" : " monotonic").Append(", align ").AppendNumber(Bytes(atomic.Type));
    }

    void CompareExchange(IrCompareExchange exchange)
    {
        string pair = Fresh();
        Define(pair).Append("cmpxchg ");
        Typed(exchange.Address).Append(", ");
        Typed(exchange.Comparand).Append(", ");
        Typed(exchange.Value).Append(" seq_cst seq_cst, align ").AppendNumber(Bytes(exchange.Type));
        End(exchange.Span);
        Define(exchange).Append("extractvalue { ").Append(exchange.Type).Append(", i1 } ").Append(pair).Append(", 0");
    }

    static string Signature(IrIntrinsicCall call)
    {
        var signature = new StringBuilder().Append(call.Type).Append(" (");
        for (int i = 0; i < call.Arguments.Length; i++)
            signature.Append(i == 0 ? "" : ", ").Append(call.Arguments[i].Type);
        return signature.Append(')').ToString();
    }

    static int Bytes(IrType type) => type is IrIntType integer ? integer.Bits / 8 : 8;
}
