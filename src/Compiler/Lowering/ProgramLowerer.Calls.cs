using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Calls. A helper method's body is lowered in place of its call, with variables of its own.</summary>
partial class ProgramLowerer
{
    private IrValue LowerCall(IInvocationOperation call)
    {
        if (TryLowerIntrinsic(call, destination: null, out IrValue? value))
            return value ?? Poison(call.Type);
        if (call.TargetMethod.ReturnsByRef)
            return LoadPlace(LowerReferenceCall(call), call);
        if (call.TargetMethod.ReturnsVoid)
        {
            InlineMethod(call, result: null);
            return Poison(null);
        }
        MemoryPlace result = NewTemporary(call.Type!, "result");
        InlineMethod(call, result);
        return LoadPlace(result, call);
    }

    private void LowerVoidCall(IInvocationOperation call)
    {
        if (!TryLowerIntrinsic(call, destination: null, out _))
            InlineMethod(call, result: null);
    }

    private void LowerCallInto(IInvocationOperation call, MemoryPlace destination)
    {
        if (!TryLowerIntrinsic(call, destination, out _))
            InlineMethod(call, destination);
    }

    private MemoryPlace LowerReferenceCall(IInvocationOperation call)
    {
        if (MapKinds.IsMap(call.Instance?.Type) && FindMap(call.Instance) is { } map)
            return LowerMapReference(call, map);
        if (TryLowerReferenceIntrinsic(call) is { } known)
            return known;
        if (!CheckType(call.Type!, call))
            return PoisonPlace(call.Type);
        // The reference is a value of its own: an address in a slot.
        MemoryPlace holder = NewReferenceHolder("reference");
        InlineMethod(call, holder);
        return ReferencedBy(holder, call.Type!);
    }

    private IrValue LowerOperatorCall(IMethodSymbol method, IOperation operation, params IOperation[] operands)
    {
        MemoryPlace result = NewTemporary(operation.Type!, "result");
        LowerOperatorInto(method, result, operands);
        return LoadPlace(result, operation);
    }

    private void LowerOperatorInto(IMethodSymbol method, MemoryPlace destination, params IOperation[] operands)
    {
        if (ResolveMethod(method, ConstrainedTo(operands[0].Parent), operands[0]) is not { } resolved)
            return;
        method = resolved;
        if (IsRecordMember(method))
        {
            MemoryPlace[] places = [.. operands.Select((operand, i) => { MemoryPlace place = NewTemporary(method.Parameters[i].Type, "operand"); LowerInto(operand, place); return place; })];
            if (TryCompareRecords(method, places, operands[0]) is { } answer)
                StorePlace(destination, answer, operands[0]);
            else
                Report(LanguageDiagnostics.Call, operands[0], method.ToDisplayString(), "C# wrote it, and it works in user space only");
            return;
        }
        if (_context.BodyOf(method) is not { } body)
        {
            Report(LanguageDiagnostics.Call, operands[0], method.ToDisplayString(), ReasonFor(method));
            return;
        }
        Frame frame = NewFrame(method, body, thisPlace: null, destination);
        if (CheckRecursion(method, operands[0]) || !CheckContainer(method, operands[0]))
            return;
        for (int i = 0; i < operands.Length; i++)
            BindParameter(frame, method.OriginalDefinition.Parameters[i], operands[i]);
        RunFrame(frame);
    }

    /// <summary>The type parameter whose operator is meant where an interface declares it.</summary>
    private static ITypeSymbol? ConstrainedTo(IOperation? operation) => operation switch
    {
        IBinaryOperation binary => binary.ConstrainedToType,
        IUnaryOperation unary => unary.ConstrainedToType,
        IConversionOperation conversion => conversion.ConstrainedToType,
        ICompoundAssignmentOperation assignment => assignment.ConstrainedToType,
        IIncrementOrDecrementOperation step => step.ConstrainedToType,
        _ => null,
    };

    private void InlineMethod(IInvocationOperation call, MemoryPlace? result)
    {
        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke)
        {
            InlineDelegate(call, result);
            return;
        }
        if (ResolveMethod(call.TargetMethod, call.Instance?.Type ?? call.ConstrainedToType, call) is not { } method)
            return;
        string? problem = method switch
        {
            { IsAbstract: true } => "which method runs is only known at run time",
            { IsVirtual: true } or { IsOverride: true } when call.IsVirtual && method.ContainingType is { IsReferenceType: true, IsSealed: false } => "it is virtual, and which method runs is only known at run time",
            _ => null,
        };
        if (problem is not null && KernelWays.InsteadOf(method) is { } way)
        {
            Report(LanguageDiagnostics.Call, call, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), way);
            return;
        }
        if (problem is not null)
        {
            Report(LanguageDiagnostics.Dispatch, call, $"The call of '{method.Name}'", problem);
            return;
        }
        if (method.IsAsync || method.IsIterator)
        {
            ReportUnsupported(call, "a program runs to its end without waiting");
            return;
        }
        if (!CheckContainer(method, call))
            return;
        if (IsRecordMember(method) && TryLowerRecordMember(method, call, result))
            return;
        if (IsPrimaryConstructor(method) && _frame.This is MemoryPlace self)
        {
            Clear(self);
            RunPrimaryConstructor(method, self, call.Arguments, call);
            return;
        }
        if (_context.BodyOf(method) is not { } body || (method.IsExtern && method.DeclaringSyntaxReferences.IsEmpty))
        {
            Report(LanguageDiagnostics.Call, call, method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), ReasonFor(method));
            return;
        }
        if (CheckReceiver(call.Instance))
            InlineCall(method, body, LowerReceiver(call.Instance, method), call.Arguments, result, call);
    }

    /// <summary>Whether calling a member of a type means no more than running its body.</summary>
    private bool CheckContainer(IMethodSymbol method, IOperation call)
    {
        // Field initialisers alone run at some time before; an explicit constructor runs before the first call.
        if (!Is(method.ContainingType, _context.Bound.Type) && method.ContainingType.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared))
        {
            ReportUnsupported(call, $"'{method.ContainingType.Name}' has a static constructor, which would have to run first");
            return false;
        }
        return true;
    }

    /// <summary>Objects exist in user space only: the one a program knows is its own.</summary>
    private bool CheckReceiver(IOperation? receiver)
    {
        if (receiver is null or IInstanceReferenceOperation || TypeOf(receiver) is { IsValueType: true })
            return true;
        if (receiver is IObjectCreationOperation)
            Report(LanguageDiagnostics.Allocation, receiver, $"'{ConstructNames.Excerpt(receiver)}'", "use a struct, or a static method");
        else
            ReportUnsupported(receiver, "the only object that a program can use is its own, 'this'");
        return false;
    }

    /// <summary>
    /// The struct that a member is called on. A variable is passed itself; a value, and a variable that must not change,
    /// is copied first unless the member promises not to change it.
    /// </summary>
    private Place? LowerReceiver(IOperation? receiver, IMethodSymbol method)
    {
        if (receiver is null || method.ContainingType.IsExtension || TypeOf(receiver) is not { IsValueType: true } type)
            return null;
        bool isReadOnlyMember = method.IsReadOnly || method.ContainingType.IsReadOnly;
        Place? place = TryLowerPlace(receiver);
        if (place is MemoryPlace && (isReadOnlyMember && receiver is not IPropertyReferenceOperation || IsWritableVariable(receiver)))
            return place;
        if (!CheckType(type, receiver))
            return PoisonPlace(type);
        MemoryPlace copy = NewTemporary(type, "receiver");
        if (place is not null)
            CopyInto(place, copy, receiver);
        else
            LowerInto(receiver, copy);
        return copy;
    }

    private bool IsWritableVariable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local.RefKind != RefKind.RefReadOnly && !local.Local.IsConst,
        IParameterReferenceOperation parameter => parameter.Parameter.RefKind is RefKind.None or RefKind.Ref or RefKind.Out,
        IFieldReferenceOperation { Instance: { } instance, Field: var field } =>
            (!field.IsReadOnly || _frame.Method.MethodKind == MethodKind.Constructor) && IsWritableVariable(instance),
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => !_frame.Method.IsReadOnly && !_frame.Method.ContainingType.IsReadOnly,
        IInstanceReferenceOperation => true,
        IPropertyReferenceOperation property => property.Property.ReturnsByRef,
        IInvocationOperation call => call.TargetMethod.ReturnsByRef,
        IInlineArrayAccessOperation access => IsWritableVariable(access.Instance),
        { Kind: OperationKind.None } => true, // behind a pointer
        _ => false,
    };

    /// <param name="method">The method as it is called here, with its type arguments.</param>
    private void InlineCall(
        IMethodSymbol method, IOperation body, Place? thisPlace, ImmutableArray<IArgumentOperation> arguments, MemoryPlace? result, IOperation call,
        Frame? home = null)
    {
        if (CheckRecursion(method, call))
            return;
        Frame frame = NewFrame(method, body, thisPlace, result, home);
        if (method.ContainingType is { IsExtension: true } && method.OriginalDefinition.ContainingType.ExtensionParameter is { } extended && ReceiverOf(call) is { } receiver)
            BindParameter(frame, extended, receiver);
        foreach (IArgumentOperation argument in arguments)
            BindParameter(frame, method.OriginalDefinition.Parameters[argument.Parameter!.Ordinal], argument.Value);
        RunFrame(frame);
    }

    private static IOperation? ReceiverOf(IOperation call) => call switch
    {
        IInvocationOperation invocation => invocation.Instance,
        IPropertyReferenceOperation property => property.Instance,
        _ => null,
    };

    /// <param name="home">Where a local function's variables are looked for; null for the current activation.</param>
    private Frame NewFrame(IMethodSymbol method, IOperation body, Place? thisPlace, MemoryPlace? result, Frame? home = null)
    {
        Frame? outer = null;
        if (method.MethodKind == MethodKind.AnonymousFunction)
        {
            outer = home;
        }
        else if (method.MethodKind == MethodKind.LocalFunction)
        {
            outer = home ?? _frame;
            while (outer is not null && !Is(outer.Method.OriginalDefinition, method.ContainingSymbol.OriginalDefinition))
                outer = outer.Outer ?? outer.Caller;
        }
        return new Frame(method, body, _frame, outer, _entry)
        {
            Types = TypeArguments.Of(method, outer?.Types, _context.Compilation),
            Exit = new IrBlock("return"),
            FinallyDepth = _finallies.Count,
            LoopDepth = _loopDepth,
            Result = result,
            This = thisPlace ?? outer?.This,
        };
    }

    private void RunFrame(Frame frame)
    {
        Func<Location>? outside = EnterLibrary(frame);
        if (IsSubprogram(frame.Method))
        {
            CallSubprogram(frame);
            _context.Diagnostics.Caller = outside;
            return;
        }
        Frame caller = _frame;
        Place? initialized = _initialized;
        SourceSpan span = _builder.Span;
        _frame = frame;
        _initialized = null;
        int size = _builder.Count;
        LowerMethodBody(frame.Body);
        _context.Sizes.Add(frame.Method.OriginalDefinition, _builder.Count - size, CanBeApart(frame));
        _context.Diagnostics.Caller = outside;
        _builder.Span = span;
        _builder.Branch(frame.Exit);
        _builder.Enter(frame.Exit);
        _initialized = initialized;
        _frame = caller;
    }

    private bool CheckRecursion(IMethodSymbol method, IOperation call)
    {
        List<string> path = [method.Name];
        for (Frame? frame = _frame; frame is not null; frame = frame.Caller)
        {
            if (Is(frame.Method.OriginalDefinition, method.OriginalDefinition))
            {
                path.Reverse();
                Report(LanguageDiagnostics.Recursion, call, method.Name, string.Join(" → ", [method.Name, .. path]));
                return true;
            }
            path.Add(frame.Method.Name);
        }
        return false;
    }

    /// <summary>Gives a parameter its argument, which is evaluated in the caller.</summary>
    private void BindParameter(Frame callee, IParameterSymbol parameter, IOperation argument)
    {
        if (MapKinds.IsMap(parameter.Type))
        {
            if (FindMap(argument) is { } map)
                callee.Declare(parameter, new MapVariable(map));
            else
                ReportUnsupported(argument, "which map is meant must be known at build time");
            return;
        }
        ITypeSymbol type = callee.Types.Resolve(parameter.Type);
        if (type.TypeKind is TypeKind.Delegate or TypeKind.FunctionPointer)
        {
            if (FindDelegate(argument) is { } target)
                callee.Declare(parameter, target);
            else
                ReportUnknownDelegate(argument);
            return;
        }
        if (!CheckType(type, argument))
            return;
        if (type is IPointerTypeSymbol)
            callee.PassedOrigins[parameter] = OriginOf(argument);

        if (_loopDepth > 0 && Shapes.Of(type) is IntegerShape && !MayBeInvariant(argument))
            callee.Varying.Add(parameter);

        if (parameter.RefKind == RefKind.None)
        {
            MemoryPlace copy = NewTemporary(type, parameter.Name);
            DeclareValue(callee, parameter, argument, copy);
            return;
        }
        if (SlotOf(argument) is { } slot)
        {
            callee.Declare(parameter, slot);
            return;
        }
        bool isWritable = parameter.RefKind is RefKind.Ref or RefKind.Out;
        if (!isWritable && argument is IPropertyReferenceOperation { Property.RefKind: RefKind.None })
        {
            // Not a variable for C#: the callee gets a copy, whatever lies behind the property.
            MemoryPlace value = NewTemporary(type, parameter.Name);
            LowerInto(argument, value);
            callee.Declare(parameter, new PlaceVariable(value));
            return;
        }
        Place? place = argument is IDiscardOperation ? NewTemporary(type, "discarded") : isWritable ? TryLowerPlace(argument) : LowerPlace(argument);
        switch (place)
        {
            case MemoryPlace { IsReadOnly: true } when isWritable:
                Report(MemoryDiagnostics.ReadOnlyGlobal, argument, ConstructNames.Excerpt(argument));
                break;
            case MemoryPlace:
                callee.Declare(parameter, new PlaceVariable(place));
                break;
            case KernelPlace when !isWritable:
                callee.Declare(parameter, new PlaceVariable(place));
                break;
            case KernelPlace:
                Report(MemoryDiagnostics.KernelReference, argument, ConstructNames.Excerpt(argument));
                break;
            case MapElementPlace element:
                MemoryPlace copy = NewTemporary(type, parameter.Name);
                CopyInto(element, copy, argument);
                callee.Declare(parameter, new PlaceVariable(copy));
                break;
            default:
                ReportUnsupported(argument, "it cannot be referenced");
                break;
        }
    }
}
