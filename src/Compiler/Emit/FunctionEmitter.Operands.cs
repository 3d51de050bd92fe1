using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

internal sealed partial class FunctionEmitter
{
    /// <summary>Appends an operand without its type.</summary>
    StringBuilder Operand(IrValue value)
    {
        switch (value)
        {
            case IrConstant constant:
                return Constant((IrIntType)constant.Type, constant.Value);
            case IrNullPointer:
                return text.Append("null");
            case IrParameter parameter:
                return text.Append(Name(parameter, parameter.Name));
            case IrLocal local:
                return text.Append(Name(local, local.Name));
            case IrInstruction:
                return text.Append(Name(value, "v"));
            case IrGlobalAddress global:
                return text.AppendSymbol('@', global.Global.Name);
            case IrMapAddress map:
                return text.AppendSymbol('@', map.Map.Name);
            case IrKernelFunctionAddress address:
                return text.AppendSymbol('@', address.Function.Name);
            case IrFunctionAddress address:
                return text.AppendSymbol('@', address.Function.Name);
            default:
                throw new NotSupportedException($"The emitter does not know the value {value.GetType().Name}.");
        }
    }

    /// <summary>Appends an operand after its type.</summary>
    StringBuilder Typed(IrValue value)
    {
        text.Append(value.Type).Append(' ');
        return Operand(value);
    }

    StringBuilder Constant(IrIntType type, long value)
    {
        if (type.Bits == 1)
            return text.Append((value & 1) != 0 ? "true" : "false");
        // The bits above the width are ignored; newer parsers refuse them.
        int unused = 64 - type.Bits;
        return text.AppendNumber(value << unused >> unused);
    }

    StringBuilder Arguments(IReadOnlyList<IrValue> arguments)
    {
        text.Append('(');
        for (int i = 0; i < arguments.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Typed(arguments[i]);
        }
        return text.Append(')');
    }

    /// <summary>Starts a line that defines the instruction's value.</summary>
    StringBuilder Define(IrInstruction instruction) => Define(Name(instruction, "v"));

    StringBuilder Define(string name) => text.Append("  ").Append(name).Append(" = ");

    /// <summary>Ends a line with its source location.</summary>
    void End(SourceSpan span)
    {
        text.Append(", !dbg ");
        scope.AppendLocation(text, span);
        text.Append('\n');
    }
}
