using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// Lowers one program: its method and, in place of each call, the helpers it calls. What is not known becomes a
/// diagnostic at its span and a harmless value, so that one run finds all errors; an object is only made without any.
/// </summary>
internal sealed partial class ProgramLowerer
{
    private readonly ObjectContext _context;
    private readonly BoundProgram _program;
    private readonly IrBuilder _builder;
    private Frame _activation;
    private readonly FunctionEntry _entry;

    // Runs before the body; slots that a trap may have to discard are cleared here.
    private readonly IrBlock _prologue;

    private ProgramLowerer(ObjectContext context, BoundProgram program, IrFunction function, ProgramLowerer? caller = null, IrParameter? closure = null)
    {
        _context = context;
        _program = program;
        _builder = new IrBuilder(function) { Span = function.Span };
        _prologue = new IrBlock("entry");
        _caller = caller;
        _entry = new FunctionEntry(function, _prologue) { Closure = closure };
        _activation = caller?._activation!;
    }

    private TypeShapes Shapes => _context.Shapes;

    public static IrFunction? Lower(ObjectContext context, BoundProgram program)
    {
        if (context.BodyOf(program.Method) is not { } body)
            return null; // no body: csc reports it
        if (IsMarkedFunction(program.Method))
            context.Diagnostics.Report(FunctionDiagnostics.Subprogram, program.Method.Locations[0], program.Method.Name, "it is a program, which only the kernel calls");
        SourceSpan span = context.Spans.Of(program.Method);
        IrFunction function = new(program.Method.Name, IrLinkage.Program, IrType.I32, context.DebugTypes.Int, span) { Section = program.Section };
        function.Parameters.AddRange(ParametersOf(context, program));
        new ProgramLowerer(context, program, function).LowerBody(body, function.Parameters[0]);
        return function;
    }

    private void LowerBody(IOperation body, IrParameter contextParameter)
    {
        IrBlock start = new IrBlock("start");
        IrBlock exit = new IrBlock("exit");
        IrLocal result = _builder.Local("result", 4, 4);
        bool returnsValue = !_program.Method.ReturnsVoid;
        ITypeSymbol resultType = _context.Compilation.GetSpecialType(IsIterator || _program.Hook.IsSession || _program.Hook.Decides ? SpecialType.System_Boolean : SpecialType.System_Int32);

        _builder.Enter(_prologue);
        _builder.Store(IrBuilder.Constant(IrType.I32, 0), result, 4);
        _frame = new Frame(_program.Method, body, caller: null, outer: null, _entry)
        {
            Types = new TypeArguments(_context.Compilation),
            Exit = exit,
            Result = returnsValue ? new MemoryPlace(result, resultType, 4) : null,
        };
        _builder.Enter(start);
        BindHookParameters(contextParameter);
        LowerMethodBody(body);
        _builder.Branch(exit);
        _builder.Enter(exit);
        if (IsIterator)
        {
            FinishElement(contextParameter, IsTrue(result));
            _builder.Return(IrBuilder.Constant(IrType.I32, 0)); // 1 would ask for the same object again
        }
        else if (_program.Hook.IsSession && returnsValue)
        {
            _builder.Return(SessionResult(result));
        }
        else if (_program.Hook.Decides)
        {
            // The verifier wants to see 0 or 1, also of a byte that was read from memory.
            _builder.Return(_builder.Select(IsTrue(result), IrBuilder.Constant(IrType.I32, 1), IrBuilder.Constant(IrType.I32, 0)));
        }
        else
        {
            _builder.Return(_builder.Load(IrType.I32, result, 4));
        }
        FinishTraps();
        _prologue.Terminator = new IrBranch(start, _builder.Function.Span);
        _builder.FinishCold();
        CheckSlots();
    }

    private IrValue IsTrue(IrLocal result) => _builder.Compare(IrComparison.NotEqual, _builder.Load(IrType.I8, result, 4), IrBuilder.Constant(IrType.I8, 0));

    private void LowerMethodBody(IOperation body)
    {
        switch (body)
        {
            case IMethodBodyOperation method:
                LowerStatement((IOperation?)method.BlockBody ?? method.ExpressionBody);
                break;
            case IConstructorBodyOperation constructor:
                if (constructor.Initializer is { } initializer)
                    LowerStatement(initializer);
                LowerStatement((IOperation?)constructor.BlockBody ?? constructor.ExpressionBody);
                break;
            case ILocalFunctionOperation local:
                LowerStatement(local.Body);
                break;
            default:
                LowerStatement(body);
                break;
        }
    }

    /// <summary>Sets the span of what follows; returns the one to go back to.</summary>
    private SourceSpan Locate(IOperation operation)
    {
        SourceSpan before = _builder.Span;
        _builder.Span = _context.Spans.Of(operation.Syntax);
        return before;
    }

    private void Report(DiagnosticDescriptor descriptor, IOperation operation, params object[] arguments) =>
        _context.Diagnostics.Report(descriptor, operation.Syntax.GetLocation(), arguments);

    /// <summary>Reports a construct that cannot be compiled and stands in a zero for it.</summary>
    private IrValue Unsupported(IOperation operation, string reason)
    {
        ReportUnsupported(operation, reason);
        return Poison(operation.Type);
    }

    private void ReportUnsupported(IOperation operation, string reason)
    {
        if (operation.Kind == OperationKind.Invalid)
            NoteBrokenCode(operation);
        else
            Report(LanguageDiagnostics.Construct, operation, ConstructNames.Of(operation), reason);
    }

    /// <summary>A value to continue with after an error.</summary>
    private IrValue Poison(ITypeSymbol? type) => type is null ? IrBuilder.Constant(IrType.I32, 0) : Shapes.Of(type) switch
    {
        IntegerShape integer => IrBuilder.Constant(integer.Register, 0),
        PointerShape or SlotShape => IrNullPointer.Instance,
        _ => IrBuilder.Constant(IrType.I64, 0),
    };

    private MemoryPlace PoisonPlace(ITypeSymbol? type)
    {
        ITypeSymbol known = type ?? _context.Compilation.GetSpecialType(SpecialType.System_Int64);
        return NewTemporary(known, "error");
    }

    /// <param name="type">Null where half-typed code has no type yet.</param>
    private MemoryPlace NewTemporary(ITypeSymbol? type, string name)
    {
        if (type is null)
            _context.Diagnostics.NoteBrokenCode();
        type = Resolve(type ?? _context.Compilation.GetSpecialType(SpecialType.System_Int64));
        TypeShape shape = Shapes.Of(type);
        // Structs get the alignment of map values and records, so that copies between them go by eight bytes.
        int align = shape is StructShape { Size: >= 8 } ? 8 : shape.Align;
        // A span that several values may reach is kept whole, see StoreSpan.
        return new MemoryPlace(_builder.Local(name, shape.Size, align), type, align, IsVolatile: TypeShapes.IsSpan(type));
    }

    /// <summary>Reports a type that no program can hold.</summary>
    private bool CheckType(ITypeSymbol type, IOperation operation)
    {
        if (Shapes.Of(type) is not UnsupportedShape bad)
            return true;
        switch (bad.Kind)
        {
            case UnsupportedReason.Broken:
                NoteBrokenCode(operation);
                break;
            case UnsupportedReason.FloatingPoint:
                Report(LanguageDiagnostics.FloatingPoint, operation, type.ToDisplayString());
                break;
            default:
                Report(LanguageDiagnostics.Type, operation, type.ToDisplayString(), bad.Reason);
                break;
        }
        return false;
    }
}
