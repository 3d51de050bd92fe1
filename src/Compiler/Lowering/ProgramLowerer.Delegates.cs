using System.Collections.Immutable;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Delegates whose target is known at build time: lambdas and methods that are passed to helpers. Their calls are inlined.</summary>
partial class ProgramLowerer
{
    /// <summary>What a delegate calls; null where that is only known at run time.</summary>
    private DelegateVariable? FindDelegate(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation { OperatorMethod: null } conversion:
                return FindDelegate(conversion.Operand);
            case IDelegateCreationOperation creation:
                return FindDelegate(creation.Target);
            case IAnonymousFunctionOperation lambda:
                return new DelegateVariable(lambda.Symbol, lambda.Body, null, _frame);
            // What makes another receiver would have to run first, once.
            case IMethodReferenceOperation { IsVirtual: false, Instance: null or IInstanceReferenceOperation or { Type.IsValueType: true } and not IObjectCreationOperation } reference when ResolveMethod(reference.Method, reference.Instance?.Type, operation) is { } method:
                return new DelegateVariable(method, null, reference.Instance, _frame);
            case IAddressOfOperation { Reference: IMethodReferenceOperation { Instance: null } pointed } when ResolveMethod(pointed.Method, pointed.ConstrainedToType, operation) is { } method:
                return new DelegateVariable(method, null, null, _frame);
            case ILocalReferenceOperation local:
                return _frame.Find(local.Local) as DelegateVariable;
            case IParameterReferenceOperation parameter:
                return _frame.Find(parameter.Parameter) as DelegateVariable;
            default:
                return null;
        }
    }

    private void ReportUnknownDelegate(IOperation operation)
    {
        if (operation.Kind == OperationKind.Invalid || operation.Type is { TypeKind: TypeKind.Error })
            _context.Diagnostics.NoteBrokenCode();
        else
            Report(LanguageDiagnostics.Dispatch, operation, "The delegate", "what it calls must be known at build time: a lambda or a method, in a variable that never changes");
    }

    private void InlineDelegate(IInvocationOperation call, MemoryPlace? result)
    {
        if (call.Instance is null || FindDelegate(call.Instance) is not { } target)
        {
            Report(LanguageDiagnostics.Dispatch, call, "The call of a delegate", "what it calls must be known at build time: a lambda or a method, in a variable that never changes");
            return;
        }
        InlineTarget(target, call, call.Arguments, result);
    }

    private IrValue LowerPointerCall(IFunctionPointerInvocationOperation call)
    {
        if (call.GetFunctionPointerSignature() is { ReturnsByRef: true } or { ReturnsByRefReadonly: true })
            return Unsupported(call, "a function that returns a reference can only be called by name");
        if (call.Type is null or { SpecialType: SpecialType.System_Void })
        {
            InlinePointer(call, result: null);
            return Poison(null);
        }
        MemoryPlace result = NewTemporary(call.Type, "result");
        InlinePointer(call, result);
        return LoadPlace(result, call);
    }

    private void InlinePointer(IFunctionPointerInvocationOperation call, MemoryPlace? result)
    {
        if (FindDelegate(call.Target) is { } target)
            InlineTarget(target, call, call.Arguments, result);
        else
            Report(LanguageDiagnostics.Dispatch, call, "The call of a function pointer", "what it calls must be known at build time: the address of a method, in a variable that never changes");
    }

    private void InlineTarget(DelegateVariable target, IOperation call, ImmutableArray<IArgumentOperation> arguments, MemoryPlace? result)
    {
        if (target.Instance is { Type.IsValueType: true })
        {
            Report(LanguageDiagnostics.Dispatch, call, "The call of a delegate", "it holds a copy of a struct, which lives on the managed heap; use a lambda");
            return;
        }
        if (!CheckContainer(target.Method, call))
            return;
        if ((target.Lambda ?? _context.BodyOf(target.Method)) is not { } body)
        {
            Report(LanguageDiagnostics.Call, call, target.Method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), ReasonFor(target.Method));
            return;
        }
        if (target.Method.IsAsync || target.Method.IsIterator)
            ReportUnsupported(call, "a program runs to its end without waiting");
        else
            InlineCall(target.Method, body, thisPlace: null, arguments, result, call, target.Home);
    }
}
