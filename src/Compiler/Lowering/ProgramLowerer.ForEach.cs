using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary><c>foreach</c> over spans, inline arrays, constant arrays, string constants and struct enumerators.</summary>
partial class ProgramLowerer
{
    private void LowerForEach(IForEachLoopOperation loop)
    {
        if (loop.IsAsynchronous)
        {
            ReportUnsupported(loop, "a program runs to its end without waiting");
            return;
        }
        IOperation collection = Unwrap(loop.Collection);
        if (collection is IInvocationOperation range && IsNumberRange(range))
        {
            LowerForEachNumber(loop, range);
            return;
        }
        if (TypeOf(collection) is { } type && ElementOfSequence(type, collection) is { } element)
        {
            if (CheckType(element, collection))
                LowerForEachSpan(loop, TryLowerSpan(collection) ?? InlineSpan(collection) ?? LowerSequence(collection), element);
            return;
        }
        LowerForEachEnumerator(loop, collection);
    }

    private ITypeSymbol? ElementOfSequence(ITypeSymbol type, IOperation collection) => type switch
    {
        _ when SpanElement(type) is { } element => element,
        _ when Shapes.Of(type) is StructShape { Layout: { InlineLength: > 0 } layout } => layout.Fields[0].Field.Type,
        IArrayTypeSymbol { Rank: 1, ElementType: var element } when collection is IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } } => element,
        { SpecialType: SpecialType.System_String } when collection.ConstantValue is { HasValue: true, Value: string } => _context.Compilation.GetSpecialType(SpecialType.System_Char),
        _ => null,
    };

    private SpanValue LowerSequence(IOperation collection) => collection.ConstantValue is { HasValue: true, Value: string text } ? CharSpan(text) : LowerSpan(collection);

    private void LowerForEachSpan(IForEachLoopOperation loop, SpanValue span, ITypeSymbol element)
    {
        IrLocal counter = _builder.Local("index", 8, 8);
        IrBlock head = new IrBlock("foreach"), turn = new IrBlock("turn");
        IrBlock step = _frame.Label(loop.ContinueLabel), end = _frame.Label(loop.ExitLabel);
        NoteLabels(loop.ContinueLabel, loop.ExitLabel);
        _builder.Store(Number(0), counter, 8);
        _builder.Branch(head);
        _builder.Enter(head);
        IrValue index = _builder.Load(IrType.I64, counter, 8);
        _builder.Branch(_builder.Compare(IrComparison.UnsignedLess, index, span.Length), turn, end);
        _builder.Enter(turn);
        SetLoopVariable(loop, ElementAt(span, index, element));
        LowerLoopBody(loop.Body);
        _builder.Branch(step);
        _builder.Enter(step);
        _builder.Store(_builder.Binary(IrBinaryOperator.Add, _builder.Load(IrType.I64, counter, 8), Number(1)), counter, 8);
        _builder.Branch(head);
        _builder.Enter(end);
    }

    private void SetLoopVariable(IForEachLoopOperation loop, Place element)
    {
        switch (loop.LoopControlVariable)
        {
            case IVariableDeclaratorOperation { Symbol: { RefKind: RefKind.None } local } declarator:
                if (DeclareLocal(local, declarator) && _frame.Find(local) is PlaceVariable { Place: MemoryPlace variable })
                    ConvertPlace(element, variable, isChecked: false, declarator);
                break;
            case IVariableDeclaratorOperation { Symbol: var reference } declarator when element is MemoryPlace memory:
                IrLocal holder = _builder.Local(reference.Name, 8, 8);
                _builder.Store(CheckedAddress(memory), holder, 8);
                _frame.Declare(reference, new ReferenceVariable(holder, Resolve(reference.Type), memory.Align));
                break;
            case { } target:
                SetLoopVariables(loop, target, element);
                break;
        }
    }

    /// <summary><c>foreach (var (a, b) in …)</c>.</summary>
    private void SetLoopVariables(IForEachLoopOperation loop, IOperation target, Place element)
    {
        List<IOperation> targets = [];
        if (loop.Syntax is not ForEachVariableStatementSyntax syntax || NestedTargets(target) is not { } declared)
        {
            ReportUnsupported(target, "this loop variable is not supported");
            return;
        }
        CollectTargets(declared, targets);
        MemoryPlace whole = NewTemporary(element.Type, "element");
        CopyInto(element, whole, target);
        List<MemoryPlace> parts = [];
        CollectParts(declared, whole, _context.ModelOf(syntax.SyntaxTree).GetDeconstructionInfo(syntax), parts, target);
        for (int i = 0; i < parts.Count; i++)
        {
            if (targets[i] is IDiscardOperation)
                continue;
            if (LowerTarget(targets[i]) is MemoryPlace variable)
                ConvertPlace(parts[i], variable, isChecked: false, target);
        }
    }

    /// <summary>Any type with <c>GetEnumerator</c>, <c>MoveNext</c> and <c>Current</c> whose bodies are here.</summary>
    private void LowerForEachEnumerator(IForEachLoopOperation loop, IOperation collection)
    {
        ForEachStatementInfo info = loop.Syntax is CommonForEachStatementSyntax syntax
            ? _context.ModelOf(syntax.SyntaxTree).GetForEachStatementInfo(syntax)
            : default;
        if (TypeOf(collection) is not { IsValueType: true } type || !CheckType(type, collection) || info.GetEnumeratorMethod is not { } getEnumerator
            || info.MoveNextMethod is not { } moveNext || info.CurrentProperty?.GetMethod is not { } current
            || Resolve(getEnumerator.ReturnType) is not { IsValueType: true } enumeratorType || !CheckType(enumeratorType, collection))
        {
            if (collection.Kind != OperationKind.Invalid && collection.Type is not IErrorTypeSymbol)
                ReportUnsupported(loop, MapKinds.IsMap(collection.Type) ? "a map's elements are gone through by its ForEach, which has the kernel call a lambda for each" : "it can run over spans, [InlineArray] structs, 'static readonly' arrays and struct enumerators whose source is here");
            else
                _context.Diagnostics.NoteBrokenCode();
            return;
        }
        if (ResolveMethod(getEnumerator.ReducedFrom ?? getEnumerator, collection.Type, loop) is not { } get || ResolveMethod(moveNext, getEnumerator.ReturnType, loop) is not { } move
            || ResolveMethod(current, getEnumerator.ReturnType, loop) is not { } read)
        {
            return;
        }
        MemoryPlace source = NewTemporary(type, "sequence"), enumerator = NewTemporary(enumeratorType, "enumerator");
        LowerInto(collection, source);
        if (get.IsStatic)
            CallPrepared(get, receiver: null, [source], enumerator, loop);
        else
            CallPrepared(get, source, [], enumerator, loop);

        IrBlock turn = new IrBlock("turn");
        IrBlock step = _frame.Label(loop.ContinueLabel), end = _frame.Label(loop.ExitLabel);
        NoteLabels(loop.ContinueLabel, loop.ExitLabel);
        IMethodSymbol? dispose = DisposeOf(enumeratorType);
        if (dispose is not null)
        {
            ReportUnsupported(loop, "its enumerator has a Dispose method; call MoveNext yourself in a 'while' within 'using'");
            return;
        }
        MemoryPlace more = NewTemporary(move.ReturnType, "more");
        _builder.Branch(step);
        _builder.Enter(step);
        CallPrepared(move, enumerator, [], more, loop);
        _builder.Branch(LoadPlace(more, loop) is { } condition && condition.Type == IrType.I1 ? condition : IrBuilder.Constant(IrType.I1, 0), turn, end);
        _builder.Enter(turn);
        if (read.ReturnsByRef || read.ReturnsByRefReadonly)
        {
            MemoryPlace holder = NewReferenceHolder("current");
            CallPrepared(read, enumerator, [], holder, loop);
            SetLoopVariable(loop, ReferencedBy(holder, read.ReturnType));
        }
        else if (BackingField(info.CurrentProperty!) is { } field)
        {
            SetLoopVariable(loop, FieldOf(enumerator, field, loop));
        }
        else
        {
            MemoryPlace value = NewTemporary(read.ReturnType, "current");
            CallPrepared(read, enumerator, [], value, loop);
            SetLoopVariable(loop, value);
        }
        LowerLoopBody(loop.Body);
        _builder.Branch(step);
        _builder.Enter(end);
    }
}
