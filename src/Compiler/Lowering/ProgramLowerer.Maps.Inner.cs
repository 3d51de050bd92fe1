using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Maps of maps: an inner map is a variable whose address the kernel gives.</summary>
partial class ProgramLowerer
{
    private IrValue? LowerMapOfMapsCall(IInvocationOperation call, BoundMap map)
    {
        if (call.TargetMethod.Name != "TryGetMap" || map.Inner is not { } inner)
            return null;
        IrValue found = LookUp(map, LowerKey(map, call.Arguments[0].Value));
        IOperation target = call.Arguments[1].Value;
        if (target is not (IDiscardOperation or IDeclarationExpressionOperation { Expression: ILocalReferenceOperation }))
            return Unsupported(target, "which kind of map it is must be known at build time: declare the variable here, with 'out var'");
        if (target is IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared })
        {
            IrLocal holder = _builder.Local(declared.Local.Name, 8, 8);
            _builder.Store(found, holder, 8);
            _frame.Declare(declared.Local, new MapVariable(inner with { Holder = holder }));
        }
        return _builder.IsNotNull(found);
    }
}
