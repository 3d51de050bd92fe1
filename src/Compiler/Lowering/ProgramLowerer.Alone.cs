using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Methods that no program calls yet, lowered for their diagnostics.</summary>
partial class ProgramLowerer
{
    private const int SampleElements = 8;

    /// <summary>Lowers a method as the helper of a program that does nothing else, with some memory behind each of its parameters.</summary>
    public static void LowerAlone(ObjectContext context, IMethodSymbol method)
    {
        if (context.BodyOf(method.OriginalDefinition) is not { } body)
            return;
        BoundProgram program = new(method, HookKinds.SocketFilter, null, null);
        IrFunction function = new(method.Name, IrLinkage.Program, IrType.I32, context.DebugTypes.Int, context.Spans.Of(method));
        new ProgramLowerer(context, program, function).LowerAlone(method, body);
    }

    private void LowerAlone(IMethodSymbol method, IOperation body)
    {
        IrBlock start = new("start"), exit = new("exit");
        _builder.Enter(_prologue);
        TypeArguments types = TypeArguments.Of(method, null, _context.Compilation);
        _frame = new Frame(method, body, caller: null, outer: null, _entry) { Types = types, Exit = exit };
        MemoryPlace? result = method.ReturnsVoid ? null
            : method.ReturnsByRef || method.ReturnsByRefReadonly ? NewReferenceHolder("result")
            : CheckType(method.ReturnType, body) ? NewTemporary(method.ReturnType, "result") : PoisonPlace(null);
        _frame = new Frame(method, body, caller: null, outer: null, _entry) { Types = types, Exit = exit, Result = result };
        if (!method.IsStatic && method.ContainingType is { IsValueType: true } self)
            _frame.This = NewTemporary(self, "self");
        foreach (IParameterSymbol parameter in ParametersOf(method))
            DeclareSample(parameter, body);
        _builder.Enter(start);
        LowerMethodBody(body);
        _builder.Branch(exit);
        _builder.Enter(exit);
        _builder.Return(IrBuilder.Constant(IrType.I32, 0));
        FinishTraps();
        _prologue.Terminator = new IrBranch(start, _builder.Function.Span);
        _builder.FinishCold();
    }

    private void DeclareSample(IParameterSymbol parameter, IOperation body)
    {
        ITypeSymbol type = _frame.Types.Resolve(parameter.Type);
        MemoryPlace place = CheckType(type, body) ? NewTemporary(type, parameter.Name) : PoisonPlace(null);
        _frame.Declare(parameter, new PlaceVariable(place));
        if (type is IPointerTypeSymbol pointer)
        {
            // What a kernel pointer cannot do, own memory can.
            _frame.PassedOrigins[parameter] = Binding.KnownNames.FindAttribute(pointer.PointedAtType, "KernelTypeAttribute") is null ? PointerOrigin.Own : PointerOrigin.Trusted;
        }
        if (SpanElement(type) is { } element && Shapes.Of(element) is not UnsupportedShape)
        {
            SpanValue span = new(_builder.Local(parameter.Name, Shapes.Of(element).Size * SampleElements, 8), Number(0), Number(SampleElements), Number(Shapes.Of(element).Size * SampleElements), 8);
            StoreSpan(span, place);
            _frame.Spans[parameter] = span;
        }
    }
}
