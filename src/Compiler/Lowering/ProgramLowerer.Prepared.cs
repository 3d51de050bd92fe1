using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Calls whose arguments are in memory already: of operators over lifted operands, setters, enumerators.</summary>
partial class ProgramLowerer
{
    /// <param name="method">Resolved in the current context.</param>
    /// <param name="arguments">A place for each parameter; what it holds may be changed by the callee.</param>
    private void CallPrepared(IMethodSymbol method, Place? receiver, MemoryPlace[] arguments, MemoryPlace? result, IOperation operation)
    {
        if (!CheckContainer(method, operation) || CheckRecursion(method, operation))
            return;
        if (_context.BodyOf(method) is not { } body)
        {
            Report(LanguageDiagnostics.Call, operation, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), ReasonFor(method));
            return;
        }
        Frame frame = NewFrame(method, body, receiver, result);
        for (int i = 0; i < arguments.Length && i < method.Parameters.Length; i++)
            frame.Declare(method.OriginalDefinition.Parameters[i], new PlaceVariable(arguments[i]));
        RunFrame(frame);
    }

    /// <summary>Calls an operator with copies of its operands, converted to its parameters' types.</summary>
    private void CallOperator(IMethodSymbol method, MemoryPlace result, IOperation operation, params MemoryPlace[] operands)
    {
        if (ResolveMethod(method, ConstrainedTo(operation), operation) is not { } resolved)
            return;
        MemoryPlace[] copies = new MemoryPlace[operands.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            copies[i] = NewTemporary(resolved.Parameters[i].Type, "operand");
            ConvertPlace(operands[i], copies[i], isChecked: false, operation);
        }
        if (TryCompareRecords(resolved, copies, operation) is { } answer)
            StorePlace(result, answer, operation);
        else
            CallPrepared(resolved, receiver: null, copies, result, operation);
    }

    /// <summary>Stores a finished value, a struct or a number, wherever the target is.</summary>
    private void StoreWhole(Place target, MemoryPlace value, IOperation operation)
    {
        switch (target)
        {
            case PropertyPlace property:
                SetProperty(property, value, operation);
                break;
            case MapElementPlace element when Shapes.Of(target.Type) is StructShape:
                StoreElement(element, value);
                break;
            case MemoryPlace { IsReadOnly: false } memory:
                CopyInto(value, memory, operation);
                break;
            default:
                StorePlace(target, LoadPlace(value, operation), operation);
                break;
        }
    }
}
