using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// References to the kernel's objects, in maps' elements and in variables. A variable is a slot with the pointer, null when it was moved
/// into an element; the end of its scope gives back what it still has.
/// </summary>
partial class ProgramLowerer
{
    private const string Kptr = Types.ValueFields.Kptr, Owned = "BpfOwned", RcuScope = "BpfRcuScope";

    private static bool IsOwned(ITypeSymbol? type) => KnownNames.IsApi(type, Owned);

    /// <summary><c>Take</c> and <c>Exchange</c>, which are the same to the kernel.</summary>
    private void LowerKptrCall(IInvocationOperation call, MemoryPlace? destination)
    {
        if (destination is null || ReferencesOf(call) is null || ValueFieldAddress(call) is not { } field)
            return;
        IrValue value = call.Arguments.IsEmpty ? IrNullPointer.Instance : MoveOwned(call.Arguments[0].Value);
        void Exchange(IrValue given) => _builder.Store(_builder.Helper(BpfHelper.KptrExchange, IrType.Pointer, field, given), destination.Base, 8);
        if (value is IrNullPointer)
        {
            Exchange(value);
            return;
        }
        // The kernel takes what is known to be there, or a plain zero. LLVM must not see that this zero is what the pointer is on that path.
        IrBlock there = new IrBlock("there"), missing = new IrBlock("missing"), end = new IrBlock("exchanged");
        _builder.Branch(_builder.IsNotNull(value), there, missing);
        _builder.Enter(there);
        Exchange(value);
        _builder.Branch(end);
        _builder.Enter(missing);
        Exchange(_builder.Convert(IrConversion.IntToPointer, _builder.Opaque(IrBuilder.Constant(IrType.I64, 0)), IrType.Pointer));
        _builder.Branch(end);
        _builder.Enter(end);
    }

    /// <summary><c>BpfOwned.Acquire</c> and <c>BpfOwned.Adopt</c>.</summary>
    private void LowerOwnedCall(IInvocationOperation call, MemoryPlace? destination)
    {
        if (call.TargetMethod.Name == "Dispose" && call.Instance is { } instance && LowerPlace(instance) is MemoryPlace owned)
        {
            ReleaseOwned(owned);
            return;
        }
        if (destination is null || ReferencesOf(call) is not { } functions)
            return;
        RequireKernel(functions.Since, $"'{functions.Acquire}' (a function of the kernel's)", call, "raise BpfMinimumKernel");
        IrValue pointer = LowerValue(call.Arguments[0].Value);
        if (call.TargetMethod.Name == "Adopt")
        {
            _builder.Store(pointer, destination.Base, 8);
            return;
        }
        // The kernel's function does not take null.
        IrBlock acquire = new IrBlock("acquire"), acquired = new IrBlock("acquired");
        _builder.Store(IrNullPointer.Instance, destination.Base, 8);
        _builder.Branch(_builder.IsNotNull(pointer), acquire, acquired);
        _builder.Enter(acquire);
        DebugPointer type = _context.DebugTypes.ReferenceTo(OwnedType(call));
        _builder.Store(_builder.KernelCall(_context.Declare(functions.Acquire, IrType.Pointer, type, (IrType.Pointer, type)), [pointer]), destination.Base, 8);
        _builder.Branch(acquired);
        _builder.Enter(acquired);
    }

    /// <summary>What a call that gives a reference is about; null after saying that nothing would give it back, or that there are none.</summary>
    private KernelReferences? ReferencesOf(IInvocationOperation call)
    {
        if (!IsResource(call) && !IsMoved(call))
        {
            Report(ValueFieldDiagnostics.Use, call, call.TargetMethod.Name, "nothing would give back the reference that it returns; write 'using var name = …', or 'using (…) { }' to give it back at once");
            return null;
        }
        ITypeSymbol type = OwnedType(call);
        if (KernelReferences.To(type) is { } functions)
            return functions;
        Report(ValueFieldDiagnostics.Use, call, call.TargetMethod.Name, KernelReferences.WhyNone(type));
        return null;
    }

    private ITypeSymbol OwnedType(IInvocationOperation call) => Resolve(((INamedTypeSymbol)call.Type!).TypeArguments[0]);

    private static bool IsMoved(IInvocationOperation call) =>
        call.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Exchange", ContainingType: var type } } } && KnownNames.IsApi(type, Kptr);

    /// <summary>Takes the pointer out of a variable, or of a value that no variable has.</summary>
    private IrValue MoveOwned(IOperation operation)
    {
        switch (operation)
        {
            case IDefaultValueOperation:
                return IrNullPointer.Instance;
            case ILocalReferenceOperation or IParameterReferenceOperation when TryLowerPlace(operation) is MemoryPlace variable:
                IrValue pointer = _builder.Load(IrType.Pointer, variable.Base, 8);
                _builder.Store(IrNullPointer.Instance, variable.Base, 8);
                return pointer;
            case IInvocationOperation call when IsMoved(call):
                MemoryPlace temporary = NewTemporary(call.Type!, "moved");
                LowerInto(call, temporary);
                return _builder.Load(IrType.Pointer, temporary.Base, 8);
            default:
                return Unsupported(operation, "a reference is moved from a variable, or from the call that gives it");
        }
    }

    /// <summary>Gives back what a variable still has.</summary>
    private void ReleaseOwned(MemoryPlace owned)
    {
        ITypeSymbol type = ((INamedTypeSymbol)Resolve(owned.Type)).TypeArguments[0];
        if (KernelReferences.To(type) is not { } functions)
            return; // reported where it was made
        IrBlock release = new IrBlock("release"), released = new IrBlock("released");
        IrValue pointer = _builder.Load(IrType.Pointer, owned.Base, 8);
        _builder.Branch(_builder.IsNotNull(pointer), release, released);
        _builder.Enter(release);
        _builder.KernelCall(_context.Declare(functions.Release, IrType.Void, DebugVoid.Instance, (IrType.Pointer, _context.DebugTypes.ReferenceTo(type))), [pointer]);
        _builder.Store(IrNullPointer.Instance, owned.Base, 8);
        _builder.Branch(released);
        _builder.Enter(released);
    }

    /// <summary>The properties of elements' references and of variables that own one; null for any other.</summary>
    private IrValue? TryLowerReferenceProperty(IPropertyReferenceOperation reference)
    {
        if (reference.Instance is not { } instance)
            return null;
        IrValue pointer;
        if (KnownNames.IsApi(reference.Property.ContainingType, Kptr))
        {
            if (ValueFieldAddress(instance, reference, Kptr) is not { } field)
                return Poison(reference.Type);
            // Volatile: it is another program's to change, and the kernel knows only whole loads.
            pointer = _builder.Load(IrType.Pointer, field, 8, isVolatile: true);
        }
        else if (IsOwned(reference.Property.ContainingType) && LowerPlace(instance) is MemoryPlace owned)
        {
            pointer = _builder.Load(IrType.Pointer, owned.Base, 8);
        }
        else
        {
            return null;
        }
        return reference.Property.Name == "IsNull" ? _builder.Compare(IrComparison.Equal, pointer, IrNullPointer.Instance) : pointer;
    }

    private static bool IsReferenceValue(IPropertySymbol property) =>
        property.Name == "Value" && (KnownNames.IsApi(property.ContainingType, Kptr) || IsOwned(property.ContainingType));

    private void EnterRcuScope(IInvocationOperation call)
    {
        if (!IsResource(call))
            Report(ValueFieldDiagnostics.Use, call, "EnterRcuScope", "nothing would end the scope; write 'using (Bpf.EnterRcuScope()) { … }'");
        else if (RequireKernel(new Version(6, 2), "'bpf_rcu_read_lock' (a function of the kernel's)", call, "raise BpfMinimumKernel; programs that do not sleep need no such scope"))
            _builder.KernelCall(_context.Declare("bpf_rcu_read_lock", IrType.Void, DebugVoid.Instance), []);
    }

    private void LeaveRcuScope() => _builder.KernelCall(_context.Declare("bpf_rcu_read_unlock", IrType.Void, DebugVoid.Instance), []);
}
