using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Methods that stand for a helper of the kernel, by its number.</summary>
partial class ProgramLowerer
{
    private const int MostHelperArguments = 5;

    /// <summary>The call of a helper; null where it gives nothing.</summary>
    private IrValue? LowerHelperCall(IInvocationOperation call, AttributeData helper)
    {
        IMethodSymbol method = call.TargetMethod;
        int number = helper.ConstructorArguments is [{ Value: int value }] ? value : 0;
        string? problem = number <= 0 ? "the kernel numbers its helpers from 1"
            : !method.IsStatic || method.IsGenericMethod || method.ReturnsByRef || method.ReturnsByRefReadonly ? "it must be an ordinary static method"
            : method.Parameters.Length > MostHelperArguments ? "a helper has at most five parameters"
            : !method.ReturnsVoid && Shapes.Of(method.ReturnType) is not (IntegerShape or PointerShape) ? $"a helper returns nothing, an integer or a pointer, not '{method.ReturnType.ToDisplayString()}'"
            : !AreInOrder(call.Arguments) ? "its named arguments are not in the order of its parameters; put them in order"
            : null;
        IrValue[] arguments = new IrValue[call.Arguments.Length];
        for (int i = 0; i < arguments.Length && problem is null; i++)
        {
            if (LowerHelperArgument(call.Arguments[i]) is { } argument)
                arguments[i] = argument;
            else
                problem = $"'{call.Arguments[i].Parameter!.Name}' must be an integer, a pointer, a map of this object or a reference to a variable";
        }
        if (problem is not null)
        {
            Report(LanguageDiagnostics.Helper, call, method.Name, problem);
            return method.ReturnsVoid ? null : Poison(method.ReturnType);
        }
        CheckComparedArgument(call, number);
        if (!method.ReturnsVoid && Shapes.Of(method.ReturnType) is PointerShape)
            return _builder.Helper((BpfHelper)number, IrType.Pointer, arguments);
        IrValue result = _builder.Helper((BpfHelper)number, IrType.I64, arguments);
        return method.ReturnsVoid ? null : NarrowRegister(result, Shapes.Of(method.ReturnType));
    }

    private IrValue? LowerHelperArgument(IArgumentOperation argument)
    {
        if (FindMap(argument.Value) is { } map)
            return MapAddress(map);
        if (argument.Parameter!.RefKind != RefKind.None)
        {
            Place? place = argument.Value is IDiscardOperation { Type: { } type } ? NewTemporary(type, "discarded") : TryLowerPlace(argument.Value);
            return place is MemoryPlace memory && (!memory.IsReadOnly || argument.Parameter.RefKind == RefKind.In) ? CheckedAddress(memory) : null;
        }
        return Shapes.Of(argument.Parameter.Type) switch
        {
            IntegerShape shape => _builder.Resize(LowerValue(argument.Value), IrType.I64, shape.IsSigned),
            PointerShape => LowerValue(argument.Value),
            _ => null,
        };
    }
}
