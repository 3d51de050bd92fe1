using System.Text;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary><c>Bpf.Printk</c>: the interpolated string becomes a format of bpf_trace_printk, checked against what the oldest kernel prints.</summary>
partial class ProgramLowerer
{
    // include/uapi/linux/bpf.h, bpf_trace_printk.
    private const int MaxPrintkValues = 3;

    private void LowerPrintk(IInvocationOperation call)
    {
        IOperation message = call.Arguments[0].Value;
        while (message is IConversionOperation conversion)
            message = conversion.Operand;

        StringBuilder format = new();
        List<IrValue> values = [];
        switch (message)
        {
            case { ConstantValue: { HasValue: true, Value: string text } }:
                AppendText(format, text, message);
                break;
            case IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation content }:
                foreach (IInterpolatedStringContentOperation part in content.Parts)
                    AppendPart(part, format, values);
                break;
            default:
                Report(PrintkDiagnostics.Message, message, $"'{ConstructNames.Excerpt(message)}' is neither");
                return;
        }
        if (values.Count > MaxPrintkValues)
        {
            Report(PrintkDiagnostics.TooManyValues, message, values.Count);
            return;
        }

        IrGlobal text0 = _context.String(format.ToString());
        IrValue[] arguments = [new IrGlobalAddress(text0), IrBuilder.Constant(IrType.I64, text0.Size), .. values];
        _builder.Helper(BpfHelper.TracePrintk, IrType.I64, arguments);
    }

    private void AppendText(StringBuilder format, string text, IOperation operation)
    {
        // kernel/bpf/helpers.c, bpf_bprintf_prepare: all else is refused at run time, and nothing is printed.
        foreach (char c in text)
        {
            if (c is not (>= ' ' and <= '~' or >= '\t' and <= '\r'))
            {
                Report(PrintkDiagnostics.Message, operation, $"the kernel prints ASCII only, and this has U+{(int)c:X4}");
                return;
            }
        }
        format.Append(text.Replace("%", "%%"));
    }

    private void AppendPart(IInterpolatedStringContentOperation part, StringBuilder format, List<IrValue> values)
    {
        if (part is not IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation append })
        {
            _context.Diagnostics.NoteBrokenCode();
            return;
        }
        IOperation first = append.Arguments[0].Value;
        if (append.TargetMethod.Name == "AppendLiteral")
        {
            AppendText(format, first.ConstantValue.Value as string ?? "", first);
            return;
        }
        string? specifier = null;
        foreach (IArgumentOperation argument in append.Arguments)
        {
            if (argument.Parameter?.Name == "format")
                specifier = argument.Value.ConstantValue.Value as string;
            else if (argument.Parameter?.Name == "alignment" && argument.ArgumentKind == ArgumentKind.Explicit)
                Report(PrintkDiagnostics.Format, argument.Value, argument.Value.Syntax.ToString(), first.Type?.ToDisplayString() ?? "", "kernels before 5.13 print no padding");
        }
        if (first is { ConstantValue: { HasValue: true, Value: string constant } })
            AppendText(format, constant, first);
        else if (first.Type is { } type)
            AppendValue(first, type, specifier, format, values);
    }

    private void AppendValue(IOperation operation, ITypeSymbol type, string? specifier, StringBuilder format, List<IrValue> values)
    {
        if (KnownNames.IsApi(type, "Comm") && specifier is null)
        {
            MemoryPlace text = NewTemporary(type, "comm");
            LowerInto(operation, text);
            format.Append("%s");
            values.Add(text.Base);
            return;
        }
        if (!CheckType(type, operation))
            return;
        if (Shapes.Of(type) is not IntegerShape shape || type.SpecialType == SpecialType.System_Char || type.TypeKind == TypeKind.Enum)
        {
            string advice = type.TypeKind == TypeKind.Enum ? "the kernel does not know its names; cast it to an integer" : "cast it to an integer or print its fields";
            Report(PrintkDiagnostics.ValueType, operation, type.ToDisplayString(), advice);
            return;
        }
        if (shape.IsBool)
        {
            // Text as C# prints it.
            format.Append("%s");
            values.Add(_builder.Select(LowerValue(operation), new IrGlobalAddress(_context.String("True")), new IrGlobalAddress(_context.String("False"))));
            return;
        }

        string? conversion = specifier switch
        {
            null or "d" or "D" or "g" or "G" => shape.IsSigned ? "d" : "u",
            "x" => "x",
            _ => null,
        };
        if (conversion is null)
        {
            Report(PrintkDiagnostics.Format, operation, specifier!, type.ToDisplayString(), "the kernel prints decimal ('d') and lower-case hexadecimal ('x') numbers");
            return;
        }
        format.Append(shape.Bits == 64 ? "%ll" : "%").Append(conversion);
        // Hexadecimal shows the bits of the type itself, also of a negative short. The kernel takes 32 bits for '%d' and
        // '%x' and ignores the rest, so only narrower numbers are extended by sign.
        IrValue value = LowerValue(operation);
        if (shape.Bits < 32)
            value = _builder.Resize(value, IrType.I32, shape.IsSigned && conversion != "x");
        values.Add(_builder.Resize(value, IrType.I64, signExtend: false));
    }
}
