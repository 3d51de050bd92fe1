using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

internal sealed partial class FunctionEmitter
{
    void Terminator(IrTerminator terminator)
    {
        text.Append("  ");
        switch (terminator)
        {
            case IrBranch branch:
                text.Append("br label ").Append(Label(branch.Target));
                break;
            case IrConditionalBranch branch:
                text.Append("br ");
                Typed(branch.Condition).Append(", label ").Append(Label(branch.WhenTrue)).Append(", label ").Append(Label(branch.WhenFalse));
                if (branch.IsFalseUnlikely)
                    text.Append(", !prof ").Append(context.Metadata.Add("!{!\"branch_weights\", i32 1048575, i32 1}"));
                break;
            case IrSwitch @switch:
                text.Append("switch ");
                Typed(@switch.Value).Append(", label ").Append(Label(@switch.Otherwise)).Append(" [");
                foreach ((long value, IrBlock target) in @switch.Cases)
                {
                    text.Append("\n    ").Append(@switch.Value.Type).Append(' ');
                    Constant((IrIntType)@switch.Value.Type, value).Append(", label ").Append(Label(target));
                }
                text.Append("\n  ]");
                break;
            case IrReturn { Value: null }:
                text.Append("ret void");
                break;
            case IrReturn { Value: { } value }:
                text.Append("ret ");
                Typed(value);
                break;
            default:
                throw new NotSupportedException($"The emitter does not know the terminator {terminator.GetType().Name}.");
        }
        End(terminator.Span);
    }
}
