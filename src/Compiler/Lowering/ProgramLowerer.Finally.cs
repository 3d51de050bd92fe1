using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// <c>try … finally</c> and <c>using</c>. What has to run at the end is lowered once for each way out: the normal one, each
/// jump, and the trap, for which C# runs it too.
/// </summary>
partial class ProgramLowerer
{
    private readonly List<FinallyScope> _finallies = [];
    private readonly Dictionary<ILabelSymbol, int> _labelDepths = new(SymbolEqualityComparer.Default);

    /// <param name="Lower">Lowers what has to run.</param>
    private sealed record FinallyScope(Action Lower)
    {
        /// <summary>Where a trap within goes; made when there is one.</summary>
        public IrBlock? Landing { get; set; }
    }

    private void LowerTry(ITryOperation operation)
    {
        if (!operation.Catches.IsEmpty)
        {
            Report(LanguageDiagnostics.Exceptions, operation, "'catch'");
            return;
        }
        if (operation.Finally is { } last)
            LowerProtected(() => LowerStatement(operation.Body), () => LowerStatement(last));
        else
            LowerStatement(operation.Body);
    }

    private void LowerProtected(Action body, Action last)
    {
        FinallyScope scope = new(() => _frame.WithFreshLabels(last));
        _finallies.Add(scope);
        body();
        _finallies.RemoveAt(_finallies.Count - 1);
        scope.Lower();
        if (scope.Landing is not { } landing)
            return;
        IrBlock end = new IrBlock("end");
        _builder.Branch(end);
        _builder.Enter(landing);
        scope.Lower();
        _builder.Branch(TrapTarget());
        _builder.Enter(end);
    }

    /// <summary>Where a trap goes on from here: to the innermost open 'finally', or to the program's end.</summary>
    private IrBlock TrapTarget() => _finallies.Count > 0
        ? _finallies[_finallies.Count - 1].Landing ??= new IrBlock("trapping")
        : _trapExit ??= new IrBlock("trapped");

    /// <summary>Runs what has to run before control leaves so many scopes.</summary>
    private void LeaveTo(int depth)
    {
        if (_finallies.Count <= depth)
            return;
        FinallyScope[] left = [.. _finallies.Skip(depth)];
        for (int i = left.Length - 1; i >= 0; i--)
        {
            _finallies.RemoveAt(_finallies.Count - 1);
            left[i].Lower();
        }
        _finallies.AddRange(left);
    }

    private void LeaveFor(IBranchOperation branch)
    {
        if (_labelDepths.TryGetValue(branch.Target, out int depth))
            LeaveTo(depth);
        else if (_finallies.Count > _frame.FinallyDepth)
            ReportUnsupported(branch, "'goto' within 'try' or 'using' is not supported");
    }

    private void NoteLabels(params ReadOnlySpan<ILabelSymbol?> labels)
    {
        foreach (ILabelSymbol? label in labels)
        {
            if (label is not null)
                _labelDepths[label] = _finallies.Count;
        }
    }

    private void LowerUsing(IUsingOperation operation) => LowerResources(operation.Resources, operation, () => LowerStatement(operation.Body));

    private void LowerUsingDeclaration(IUsingDeclarationOperation operation, ImmutableArray<IOperation> rest) =>
        LowerResources(operation.DeclarationGroup, operation, () => LowerAll(rest));

    private void LowerResources(IOperation resources, IOperation operation, Action body)
    {
        if (operation is IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true })
        {
            ReportUnsupported(operation, "a program runs to its end without waiting");
            return;
        }
        if (resources is not IVariableDeclarationGroupOperation group)
        {
            MemoryPlace resource = NewTemporary(TypeOf(resources) ?? operation.Type!, "resource");
            LowerInto(resources, resource);
            LowerWithDispose(resource, resources, body);
            return;
        }
        (IVariableDeclaratorOperation Declarator, IVariableInitializerOperation? Initializer)[] declarators =
            [.. group.Declarations.SelectMany(declaration => declaration.Declarators.Select(declarator => (declarator, declarator.Initializer ?? declaration.Initializer)))];
        void Lower(int index)
        {
            if (index == declarators.Length)
            {
                body();
                return;
            }
            (IVariableDeclaratorOperation declarator, IVariableInitializerOperation? initializer) = declarators[index];
            LowerDeclarator(declarator, initializer);
            if (_frame.Find(declarator.Symbol) is PlaceVariable { Place: MemoryPlace variable })
                LowerWithDispose(variable, declarator, () => Lower(index + 1));
        }
        Lower(0);
    }

    private void LowerWithDispose(MemoryPlace resource, IOperation operation, Action body)
    {
        if (!CheckType(resource.Type, operation))
            return;
        if (KnownNames.IsApi(resource.Type, "BpfSpinLockScope"))
        {
            LowerProtected(body, () => LeaveLock(resource));
            return;
        }
        if (IsOwned(resource.Type))
        {
            LowerProtected(body, () => ReleaseOwned(resource));
            return;
        }
        if (KnownNames.IsApi(resource.Type, RcuScope))
        {
            LowerProtected(body, LeaveRcuScope);
            return;
        }
        if (DisposeOf(resource.Type) is not { } dispose)
        {
            ReportUnsupported(operation, $"'{resource.Type.ToDisplayString()}' has no Dispose method whose source is here");
            return;
        }
        LowerProtected(body, () => CallPrepared(dispose, resource, [], result: null, operation));
    }

    private IMethodSymbol? DisposeOf(ITypeSymbol type)
    {
        INamedTypeSymbol disposable = _context.Compilation.GetSpecialType(SpecialType.System_IDisposable);
        foreach (ISymbol member in disposable.GetMembers("Dispose"))
        {
            if (type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
                return implementation;
        }
        foreach (ISymbol member in type.GetMembers("Dispose"))
        {
            if (member is IMethodSymbol { IsStatic: false, Parameters.IsEmpty: true, ReturnsVoid: true } method)
                return method;
        }
        return null;
    }
}
