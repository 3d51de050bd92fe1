using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Statements.</summary>
partial class ProgramLowerer
{
    // A program this large is rejected by every kernel (BPF_COMPLEXITY_LIMIT_INSNS is a million verified instructions).
    private const int MaxInstructions = 200_000;
    private bool _isTooLarge;
    private int _loopDepth;

    private void LowerStatement(IOperation? statement)
    {
        if (statement is null || _isTooLarge)
            return;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _context.Cancellation.ThrowIfCancellationRequested();
        if (_builder.Count > MaxInstructions)
        {
            _isTooLarge = true;
            Report(LanguageDiagnostics.TooComplex, statement, _program.Method.Name, $"it has more than {MaxInstructions} operations once its calls are inlined");
            return;
        }
        SourceSpan before = Locate(statement);
        LowerStatementCore(statement);
        _builder.Span = before;
    }

    private void LowerStatementCore(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                LowerAll(block.Operations);
                break;
            case IExpressionStatementOperation expression:
                LowerEffect(expression.Operation);
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations)
                {
                    foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
                        LowerDeclarator(declarator, declarator.Initializer ?? declaration.Initializer);
                }
                break;
            case IReturnOperation { Kind: OperationKind.Return } @return:
                LowerReturn(@return);
                break;
            case IConditionalOperation conditional:
                LowerIf(conditional);
                break;
            case IForLoopOperation loop:
                LowerFor(loop);
                break;
            case IWhileLoopOperation loop:
                LowerWhile(loop);
                break;
            case ISwitchOperation @switch:
                LowerSwitch(@switch);
                break;
            case IBranchOperation branch:
                LeaveFor(branch);
                _builder.Branch(_frame.Label(branch.Target));
                _builder.Enter(new IrBlock("unreachable"));
                break;
            case ILabeledOperation labeled:
                IrBlock label = _frame.Label(labeled.Label);
                _builder.Branch(label);
                _builder.Enter(label);
                LowerStatement(labeled.Operation);
                break;
            case ILocalFunctionOperation or IEmptyOperation:
                break; // lowered where it is called
            case ITryOperation @try:
                LowerTry(@try);
                break;
            case IUsingOperation @using:
                LowerUsing(@using);
                break;
            case IUsingDeclarationOperation:
                ReportUnsupported(statement, "it is not the statement of a block");
                break;
            case IThrowOperation @throw:
                LowerThrow(@throw);
                break;
            case IForEachLoopOperation loop:
                LowerForEach(loop);
                break;
            case ILockOperation:
                ReportUnsupported(statement, "a program cannot wait for a lock; use Interlocked");
                break;
            default:
                if (IsFixed(statement))
                    LowerFixed(statement);
                else if (statement is IInvocationOperation or IFieldInitializerOperation)
                    LowerEffect(statement);
                else
                    ReportUnsupported(statement, "it is not supported yet");
                break;
        }
    }

    private void LowerAll(ImmutableArray<IOperation> statements)
    {
        for (int i = 0; i < statements.Length; i++)
        {
            if (statements[i] is IUsingDeclarationOperation declaration)
            {
                // It holds to the end of the block.
                LowerUsingDeclaration(declaration, statements.RemoveRange(0, i + 1));
                return;
            }
            LowerStatement(statements[i]);
        }
    }

    /// <summary>Evaluates an expression for what it does.</summary>
    private void LowerEffect(IOperation expression)
    {
        switch (expression)
        {
            case ISimpleAssignmentOperation { IsRef: true } reference:
                LowerReferenceAssignment(reference);
                break;
            case ISimpleAssignmentOperation { Value.Type: { } type } assignment when Shapes.Of(type) is StructShape:
                LowerStructAssignment(assignment);
                break;
            case IFunctionPointerInvocationOperation { Type.SpecialType: SpecialType.System_Void } call:
                InlinePointer(call, result: null);
                break;
            case IInvocationOperation { TargetMethod.ReturnsVoid: true } call:
                LowerVoidCall(call);
                break;
            case IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } call:
                LowerReferenceCall(call);
                break;
            case ICompoundAssignmentOperation { OperatorMethod.IsStatic: false } compound:
                LowerInstanceOperator(LowerTarget(compound.Target), compound.OperatorMethod, [compound.Value], compound);
                break;
            case IIncrementOrDecrementOperation { OperatorMethod.IsStatic: false } increment:
                LowerInstanceOperator(LowerTarget(increment.Target), increment.OperatorMethod, [], increment);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                LowerDeconstruction(deconstruction);
                break;
            case IConditionalAccessOperation access:
                LowerConditionalAccess(access, result: null);
                break;
            case IEventAssignmentOperation:
                ReportUnsupported(expression, "events belong to user space");
                break;
            case { Type: { } type } when Shapes.Of(type) is StructShape:
                LowerInto(expression, NewTemporary(type, "discarded"));
                break;
            default:
                LowerValue(expression);
                break;
        }
    }

    private void LowerDeclarator(IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer)
    {
        ILocalSymbol local = declarator.Symbol;
        if (local.IsConst)
            return; // its uses are constants
        SourceSpan before = Locate(declarator);
        if (local.Type.TypeKind is TypeKind.Delegate or TypeKind.FunctionPointer)
        {
            if (initializer is not null && FindDelegate(initializer.Value) is { } target && IsNeverChanged(local))
                _frame.Declare(local, target);
            else
                ReportUnknownDelegate((IOperation?)initializer?.Value ?? declarator);
        }
        else if (local.RefKind != RefKind.None)
        {
            if (CheckType(local.Type, declarator) && initializer is not null)
            {
                IrLocal holder = _builder.Local(local.Name, 8, 8);
                _builder.Store(LowerReference(initializer.Value), holder, 8);
                _frame.Declare(local, new ReferenceVariable(holder, Resolve(local.Type), Shapes.Of(local.Type).Align));
            }
        }
        else if (MapKinds.IsMap(local.Type) && initializer is not null && FindMap(initializer.Value) is { } map)
        {
            _frame.Declare(local, new MapVariable(map));
        }
        else
        {
            if (!DeclareLocal(local, declarator))
            {
                // Reported; its first value would only be reported again.
            }
            else if (initializer is not null && _frame.Find(local) is PlaceVariable { Place: MemoryPlace place })
                LowerFirstValue(local, initializer.Value, place);
            else if (initializer is not null)
                ReportUnsupported(initializer.Value, "a ring buffer slot cannot be copied");
        }
        _builder.Span = before;
    }

    private void LowerFirstValue(ILocalSymbol local, IOperation value, MemoryPlace place)
    {
        // 'S s = F(out s)': the value must not be built in what the callee can see.
        bool isVisible = Shapes.Of(local.Type) is StructShape && value.DescendantsAndSelf().Any(part =>
            part is ILocalReferenceOperation reference && Is(reference.Local, local)
            || part is IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke });
        if (!isVisible)
        {
            DeclareValue(_frame, local, value, place);
            return;
        }
        MemoryPlace apart = NewTemporary(local.Type, "value");
        LowerInto(value, apart);
        CopyInto(apart, place, value);
    }

    private void LowerReturn(IReturnOperation @return)
    {
        if (@return.ReturnedValue is { } value)
        {
            if ((_frame.Method.ReturnsByRef || _frame.Method.ReturnsByRefReadonly) && _frame.Result is { } holder)
                _builder.Store(LowerReference(value), holder.Base, 8);
            else if (_frame.Result is { } result)
                LowerInto(value, result);
            else
                LowerEffect(value); // an expression-bodied void method
        }
        LeaveTo(_frame.FinallyDepth);
        _builder.Branch(_frame.Exit);
        _builder.Enter(new IrBlock("unreachable"));
    }

    private void LowerIf(IConditionalOperation conditional)
    {
        IrBlock then = new IrBlock("then"), end = new IrBlock("end");
        IrBlock otherwise = conditional.WhenFalse is null ? end : new IrBlock("else");
        LowerCondition(conditional.Condition, then, otherwise);
        _builder.Enter(then);
        LowerStatement(conditional.WhenTrue);
        _builder.Branch(end);
        if (conditional.WhenFalse is { } whenFalse)
        {
            _builder.Enter(otherwise);
            LowerStatement(whenFalse);
            _builder.Branch(end);
        }
        _builder.Enter(end);
    }

    private void LowerFor(IForLoopOperation loop)
    {
        NoteLabels(loop.ContinueLabel, loop.ExitLabel);
        LowerAll(loop.Before);
        IrBlock head = new IrBlock("for"), body = new IrBlock("body");
        IrBlock step = _frame.Label(loop.ContinueLabel), end = _frame.Label(loop.ExitLabel);
        _builder.Branch(head);
        _builder.Enter(head);
        if (loop.Condition is { } condition)
            LowerCondition(condition, body, end);
        else
            _builder.Branch(body);
        _builder.Enter(body);
        LowerLoopBody(loop.Body);
        _builder.Branch(step);
        _builder.Enter(step);
        LowerAll(loop.AtLoopBottom);
        _builder.Branch(head);
        _builder.Enter(end);
    }

    private void LowerLoopBody(IOperation body)
    {
        _loopDepth++;
        LowerStatement(body);
        _loopDepth--;
    }

    private void LowerWhile(IWhileLoopOperation loop)
    {
        NoteLabels(loop.ContinueLabel, loop.ExitLabel);
        IrBlock body = new IrBlock("body");
        IrBlock test = _frame.Label(loop.ContinueLabel), end = _frame.Label(loop.ExitLabel);
        _builder.Branch(loop.ConditionIsTop ? test : body);
        if (loop.ConditionIsTop)
        {
            _builder.Enter(test);
            LowerCondition(loop.Condition!, body, end);
        }
        _builder.Enter(body);
        LowerLoopBody(loop.Body);
        _builder.Branch(test);
        if (!loop.ConditionIsTop)
        {
            _builder.Enter(test);
            LowerCondition(loop.Condition!, body, end);
        }
        _builder.Enter(end);
    }
}
