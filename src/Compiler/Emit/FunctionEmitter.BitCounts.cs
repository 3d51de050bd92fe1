using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>
/// Leading and trailing zeros. BPF has no instruction for them, and LLVM before 17 does not expand the intrinsics
/// ("Cannot select", an abnormal end), but every LLVM expands the population count.
/// </summary>
internal sealed partial class FunctionEmitter
{
    static bool IsZeroCount(IrIntrinsicCall call) =>
        call.Name.StartsWith("llvm.ctlz.", StringComparison.Ordinal) || call.Name.StartsWith("llvm.cttz.", StringComparison.Ordinal);

    void ZeroCount(IrIntrinsicCall call)
    {
        string value = Capture(call.Arguments[0]);
        if (call.Name.StartsWith("llvm.ctlz.", StringComparison.Ordinal))
            LeadingZeros(call, value);
        else
            TrailingZeros(call, value);
    }

    void LeadingZeros(IrIntrinsicCall call, string value)
    {
        // Every bit below the highest one is set; what is not set then lies above it.
        for (int shift = 1; shift < ((IrIntType)call.Type).Bits; shift *= 2)
            value = Step(call, "or", value, Step(call, "lshr", value, Number(shift)));
        PopulationCount(call, Name(call, "v"), Step(call, "xor", value, "-1"));
    }

    void TrailingZeros(IrIntrinsicCall call, string value)
    {
        // x ^ (x - 1) sets the lowest bit and all below it. The plainer ~x & (x - 1) LLVM would turn back into cttz.
        string below = Step(call, "lshr", Step(call, "xor", value, Step(call, "sub", value, "1")), "1");
        string count = Fresh(), isZero = Fresh();
        PopulationCount(call, count, below);
        Define(isZero).Append("icmp eq ").Append(call.Type).Append(' ').Append(value).Append(", 0");
        End(call.Span);
        Define(call).Append("select i1 ").Append(isZero).Append(", ").Append(call.Type).Append(' ').AppendNumber(((IrIntType)call.Type).Bits)
            .Append(", ").Append(call.Type).Append(' ').Append(count);
        End(call.Span);
    }

    void PopulationCount(IrIntrinsicCall call, string result, string value)
    {
        string type = call.Type.ToString(), name = "llvm.ctpop." + type;
        context.Intrinsics.Use(name, $"{type} ({type})");
        Define(result).Append("call ").Append(type).Append(" @").Append(name).Append('(').Append(type).Append(' ').Append(value).Append(')');
        End(call.Span);
    }

    string Step(IrInstruction instruction, string operation, string left, string right)
    {
        string name = Fresh();
        Define(name).Append(operation).Append(' ').Append(instruction.Type).Append(' ').Append(left).Append(", ").Append(right);
        End(instruction.Span);
        return name;
    }

    static string Number(int value) => new StringBuilder().AppendNumber(value).ToString();
}
