using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Timers, locks and references: fields of map elements that only helpers may touch.</summary>
partial class ProgramLowerer
{
    /// <summary>The address of the timer, lock or reference that a member is called on; null after saying that it is in no map's element.</summary>
    private IrValue? ValueFieldAddress(IInvocationOperation call) => ValueFieldAddress(call.Instance, call, call.TargetMethod.ContainingType.Name);

    private IrValue? ValueFieldAddress(IOperation? field, IOperation use, string type)
    {
        if (field is not null && TryLowerPlace(field) is MemoryPlace { IsReadOnly: false } place && IsInElement(place))
            return CheckedAddress(place);
        if (!_context.Diagnostics.HasErrors)
        {
            Report(ValueFieldDiagnostics.Use, use, $"A {type}",
                "it is not in a map's element; take the element by reference: 'ref var element = ref Map.GetValueRefOrNullRef(key)'");
        }
        return null;
    }

    private static bool IsInElement(MemoryPlace place) => place.Base is not (IrLocal or IrGlobalAddress);

    /// <summary>Says that a copy would touch a field that only helpers may, of the element it is from or the one it goes to.</summary>
    private bool CheckCopy(Place source, MemoryPlace destination, IOperation operation)
    {
        if (IsOwned(destination.Type))
        {
            Report(ValueFieldDiagnostics.Use, operation, "A BpfOwned", "it would be copied, and both would give the same reference back; use the one variable, or move it with BpfKptr.Exchange");
            return false;
        }
        if (!_context.Bound.HasValueFields || ValueFields.Of(destination.Type, Shapes).FirstOrDefault() is not { } field
            || (source is MemoryPlace memory && !IsInElement(memory) && !IsInElement(destination)))
            return true;
        Report(ValueFieldDiagnostics.Copy, operation, destination.Type.Name, field.Type.Name);
        return false;
    }

    /// <summary>Takes a lock; gives it back when the 'using' that it stands in is left.</summary>
    private void LowerEnterScope(IInvocationOperation call, MemoryPlace? destination)
    {
        if (destination is null || !IsResource(call))
        {
            Report(ValueFieldDiagnostics.Use, call, "EnterScope", "nothing would give the lock back; write 'using (element.Lock.EnterScope()) { … }'");
            return;
        }
        if (ValueFieldAddress(call) is not { } address)
            return;
        _builder.Store(address, destination.Base, 8);
        _builder.Helper(BpfHelper.SpinLock, IrType.Void, address);
    }

    private void LeaveLock(MemoryPlace scope) => _builder.Helper(BpfHelper.SpinUnlock, IrType.Void, _builder.Load(IrType.Pointer, scope.Base, 8));

    private static bool IsResource(IInvocationOperation call) => call.Parent switch
    {
        IUsingOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Parent: IVariableDeclarationOperation { Parent: IVariableDeclarationGroupOperation { Parent: IUsingOperation or IUsingDeclarationOperation } } } } => true,
        _ => false,
    };
}
