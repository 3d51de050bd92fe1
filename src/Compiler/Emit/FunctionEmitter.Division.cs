using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>Signed division for the CPUs that only divide unsigned numbers (all before v4).</summary>
internal sealed partial class FunctionEmitter
{
    void SignedDivision(IrBinary division)
    {
        // By magnitudes. LLVM folds most of this when an operand is constant.
        IrValue left = division.Left, right = division.Right;
        string leftNegative = Negative(left, division.Span), rightNegative = Negative(right, division.Span);
        bool isDivide = division.Operator == IrBinaryOperator.SignedDivide;
        string result = Step(division, isDivide ? "udiv" : "urem", Magnitude(left, leftNegative, division.Span), Magnitude(right, rightNegative, division.Span));
        string negate = leftNegative;
        if (isDivide)
        {
            Define(negate = Fresh()).Append("xor i1 ").Append(leftNegative).Append(", ").Append(rightNegative);
            End(division.Span);
        }
        string negated = Step(division, "sub", "0", result);
        Define(division).Append("select i1 ").Append(negate).Append(", ").Append(division.Type).Append(' ').Append(negated)
            .Append(", ").Append(division.Type).Append(' ').Append(result);
        End(division.Span);
    }

    string Negative(IrValue value, SourceSpan span)
    {
        string name = Fresh();
        Define(name).Append("icmp slt ");
        Typed(value).Append(", 0");
        End(span);
        return name;
    }

    string Magnitude(IrValue value, string negative, SourceSpan span)
    {
        string negated = Fresh(), name = Fresh();
        Define(negated).Append("sub ").Append(value.Type).Append(" 0, ");
        Operand(value);
        End(span);
        Define(name).Append("select i1 ").Append(negative).Append(", ").Append(value.Type).Append(' ').Append(negated).Append(", ");
        Typed(value);
        End(span);
        return name;
    }
}
