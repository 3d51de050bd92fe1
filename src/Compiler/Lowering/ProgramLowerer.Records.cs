using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Record structs and primary constructors: what C# writes for them.</summary>
partial class ProgramLowerer
{
    /// <summary>Whether a member of a record struct is one that C# wrote.</summary>
    private static bool IsRecordMember(IMethodSymbol method) => method.ContainingType is { IsRecord: true, IsValueType: true } && method.IsImplicitlyDeclared;

    private bool IsPrimaryConstructor(IMethodSymbol constructor) =>
        constructor.MethodKind == MethodKind.Constructor
        && constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(_context.Cancellation) is TypeDeclarationSyntax { ParameterList: not null };

    /// <summary>Sets a positional record's properties and runs the initialisers, which may use the parameters.</summary>
    private void RunPrimaryConstructor(IMethodSymbol constructor, MemoryPlace destination, IReadOnlyList<IArgumentOperation> arguments, IOperation call)
    {
        if (CheckRecursion(constructor, call))
            return;
        Frame frame = NewFrame(constructor, call, destination, result: null);
        foreach (IArgumentOperation argument in arguments)
            BindParameter(frame, constructor.OriginalDefinition.Parameters[argument.Parameter!.Ordinal], argument.Value);
        Frame caller = _frame;
        _frame = frame;
        if (constructor.ContainingType.IsRecord)
        {
            foreach (IParameterSymbol parameter in constructor.OriginalDefinition.Parameters)
            {
                if (frame.Find(parameter) is PlaceVariable { Place: { } value } && PositionalField(constructor.ContainingType, parameter.Name) is { } field
                    && IsParameter(field) && FieldOf(destination, field, call) is MemoryPlace place)
                {
                    CopyInto(value, place, call);
                }
            }
        }
        LowerFieldInitializers(constructor.ContainingType, destination);
        _frame = caller;
    }

    private bool TryLowerRecordMember(IMethodSymbol method, IInvocationOperation call, MemoryPlace? result)
    {
        if (method.Name == "Equals" && method.Parameters.Length == 1 && Is(method.Parameters[0].Type, method.ContainingType) && result is not null && call.Instance is { } instance)
        {
            MemoryPlace left = NewTemporary(method.ContainingType, "left"), right = NewTemporary(method.ContainingType, "right");
            LowerInto(instance, left);
            LowerInto(call.Arguments[0].Value, right);
            StorePlace(result, EqualFields(left, right, call), call);
            return true;
        }
        if (method.Name == "Deconstruct" && call.Instance is { } whole)
        {
            MemoryPlace copy = NewTemporary(method.ContainingType, "deconstructed");
            LowerInto(whole, copy);
            foreach (IArgumentOperation argument in call.Arguments)
            {
                Place target = argument.Value is IDiscardOperation ? NewTemporary(argument.Parameter!.Type, "discarded") : LowerTarget(argument.Value);
                if (target is MemoryPlace memory)
                    CopyInto(PositionalMember(copy, argument.Parameter!.Name, call), memory, call);
            }
            return true;
        }
        return false;
    }

    private static IFieldSymbol? PositionalField(INamedTypeSymbol type, string name)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } field && (field.AssociatedSymbol ?? field).Name == name)
                return field;
        }
        return null;
    }

    /// <summary>Whether C# made the property of a parameter; one that the user declares is not set by it.</summary>
    private static bool IsParameter(IFieldSymbol field) => (field.AssociatedSymbol ?? field).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax;

    private Place PositionalMember(MemoryPlace whole, string name, IOperation operation)
    {
        if (whole.Type is INamedTypeSymbol type && PositionalField(type, name) is { } field)
            return FieldOf(whole, field, operation);
        ReportUnsupported(operation, $"'{name}' is not a property with a place of its own");
        return PoisonPlace(null);
    }

    /// <summary>The answer of a comparison that C# wrote for a record struct; null for other methods.</summary>
    private IrValue? TryCompareRecords(IMethodSymbol method, MemoryPlace[] operands, IOperation operation)
    {
        if (!IsRecordMember(method) || operands.Length != 2)
            return null;
        return method.Name switch
        {
            "op_Equality" => Equal(operands[0], operands[1], operation),
            "op_Inequality" => _builder.Not(Equal(operands[0], operands[1], operation)),
            _ => null,
        };
    }

    /// <summary>Whether all fields are equal, each as <c>EqualityComparer&lt;T&gt;.Default</c> finds.</summary>
    private IrValue EqualFields(MemoryPlace left, MemoryPlace right, IOperation operation)
    {
        if (Shapes.Of(left.Type) is not StructShape { Layout: { InlineLength: 0 } layout })
            return UnsupportedComparison(left.Type, operation);
        IrValue equal = IrBuilder.Constant(IrType.I1, 1);
        foreach (FieldPlace field in layout.Fields)
        {
            if (field.FixedLength > 0)
                return UnsupportedComparison(left.Type, operation);
            equal = _builder.Binary(IrBinaryOperator.And, equal,
                Equal((MemoryPlace)FieldOf(left, field.Field, operation), (MemoryPlace)FieldOf(right, field.Field, operation), operation));
        }
        return equal;
    }

    /// <summary>
    /// Whether two values of the same type are equal: as <c>EqualityComparer&lt;T&gt;.Default</c> finds, and in tuples by their own <c>==</c>.
    /// </summary>
    private IrValue Equal(MemoryPlace left, MemoryPlace right, IOperation operation)
    {
        ITypeSymbol type = Resolve(left.Type);
        if (!Is(type, Resolve(right.Type)))
            return EqualNumbers(left, right, operation);
        if (Shapes.Of(type) is not StructShape shape)
            return _builder.Compare(IrComparison.Equal, LoadPlace(left, operation), LoadPlace(right, operation));
        if (NullableValue(type) is not null)
            return EqualNullables(left, right, operation);
        if (shape.Layout.Type.IsTupleType)
            return EqualFields(left, right, operation);
        if (operation is ITupleBinaryOperation tuples && !type.IsRecord)
            return EqualByOperator(type, left, right, tuples);
        if (OwnEquals(type) is not { } method)
            return type.IsRecord || type.GetMembers("Equals").IsEmpty ? EqualFields(left, right, operation) : UnsupportedComparison(type, operation);
        MemoryPlace answer = NewTemporary(method.ReturnType, "equal");
        CallPrepared(method, left, [right], answer, operation);
        return LoadPlace(answer, operation);
    }

    /// <summary>The <c>IEquatable&lt;T&gt;.Equals</c> that somebody wrote for a type; null where C# wrote it or there is none.</summary>
    private static IMethodSymbol? OwnEquals(ITypeSymbol type)
    {
        INamedTypeSymbol? equatable = type.AllInterfaces.FirstOrDefault(one => one is { Name: "IEquatable", ContainingNamespace.Name: "System" } && Is(one.TypeArguments[0], type));
        return equatable is not null && type.FindImplementationForInterfaceMember(equatable.GetMembers("Equals")[0]) is IMethodSymbol { IsImplicitlyDeclared: false } method ? method : null;
    }

    /// <summary>C# compares the parts of tuples by <c>==</c> for <c>==</c> and by <c>!=</c> for <c>!=</c>.</summary>
    private IrValue EqualByOperator(ITypeSymbol type, MemoryPlace left, MemoryPlace right, ITupleBinaryOperation operation)
    {
        bool isEquality = operation.OperatorKind == BinaryOperatorKind.Equals;
        IMethodSymbol? method = type.GetMembers(isEquality ? WellKnownMemberNames.EqualityOperatorName : WellKnownMemberNames.InequalityOperatorName).OfType<IMethodSymbol>()
            .FirstOrDefault(one => one.Parameters.All(parameter => Is(parameter.Type, type)) && one.ReturnType.SpecialType == SpecialType.System_Boolean);
        if (method is null)
            return UnsupportedComparison(type, operation);
        MemoryPlace answer = NewTemporary(method.ReturnType, "equal");
        CallOperator(method, answer, operation, left, right);
        IrValue result = LoadPlace(answer, operation);
        return isEquality ? result : _builder.Not(result);
    }

    // '(1, 2L) == (x, y)' compares each pair in the type both convert to.
    private IrValue EqualNumbers(MemoryPlace left, MemoryPlace right, IOperation operation)
    {
        if (Shapes.Of(left.Type) is not IntegerShape { IsBool: false } a || Shapes.Of(right.Type) is not IntegerShape { IsBool: false } b
            || a.Bits == 64 && b.IsSigned != a.IsSigned || b.Bits == 64 && b.IsSigned != a.IsSigned)
            return UnsupportedComparison(left.Type, operation);
        IrValue x = _builder.Resize(LoadPlace(left, operation), IrType.I64, a.IsSigned), y = _builder.Resize(LoadPlace(right, operation), IrType.I64, b.IsSigned);
        return _builder.Compare(IrComparison.Equal, x, y);
    }

    private IrValue EqualNullables(MemoryPlace left, MemoryPlace right, IOperation operation)
    {
        IrValue a = HasValue(left), b = HasValue(right);
        IrLocal result = _builder.Local("equal", 1, 1);
        _builder.Store(_builder.Resize(_builder.Compare(IrComparison.Equal, a, b), IrType.I8, signExtend: false), result, 1);
        When(_builder.Binary(IrBinaryOperator.And, a, b), () =>
            _builder.Store(_builder.Resize(Equal(ValueOf(left), ValueOf(right), operation), IrType.I8, signExtend: false), result, 1));
        return _builder.Compare(IrComparison.NotEqual, _builder.Load(IrType.I8, result, 1), IrBuilder.Constant(IrType.I8, 0));
    }

    private IrConstant UnsupportedComparison(ITypeSymbol type, IOperation operation)
    {
        ReportUnsupported(operation, $"the compiler does not know how values of '{type.ToDisplayString()}' are compared; give it an Equals method with one parameter of its own type");
        return IrBuilder.Constant(IrType.I1, 0);
    }
}
