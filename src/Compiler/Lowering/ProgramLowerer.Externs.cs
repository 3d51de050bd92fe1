using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Addresses of the kernel's symbols, and each CPU's variables.</summary>
partial class ProgramLowerer
{
    private IrValue SymbolAddress(BoundGlobal symbol)
    {
        IrGlobalAddress address = new(symbol.Ir);
        return Shapes.Of(symbol.Type) is PointerShape ? address : _builder.Convert(IrConversion.PointerToInt, address, IrType.I64);
    }

    /// <summary>The symbol that an expression names; null where it is none.</summary>
    private BoundGlobal? FindSymbol(IOperation operation) => operation switch
    {
        IConversionOperation { OperatorMethod: null } conversion => FindSymbol(conversion.Operand),
        IPropertyReferenceOperation property when _context.Bound.FindGlobal(property.Property) is { IsSymbol: true } symbol => symbol,
        _ => null,
    };

    private IrValue? LowerCpuVariable(IInvocationOperation call)
    {
        IOperation argument = call.Arguments[0].Value;
        if (FindSymbol(argument) is not { Type: IPointerTypeSymbol { PointedAtType.SpecialType: not SpecialType.System_Void } })
        {
            Report(LanguageDiagnostics.Call, argument, "Bpf." + call.TargetMethod.Name, $"'{ConstructNames.Excerpt(argument)}' is no [Ksym] property with the type of the kernel's variable, which is what the verifier asks for");
            return Poison(call.Type);
        }
        IrValue symbol = LowerValue(argument);
        return call.TargetMethod.Name == "ThisCpu"
            ? _builder.Helper(BpfHelper.ThisCpuPointer, IrType.Pointer, symbol)
            : _builder.Helper(BpfHelper.PerCpuPointer, IrType.Pointer, symbol, Extend(LowerValue(call.Arguments[1].Value), isSigned: false));
    }
}
