using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Diagnostics;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Ring buffers for several types: each record begins with the number of its type, in eight bytes.</summary>
partial class ProgramLowerer
{
    private const int TagSize = 8;

    private IrValue? LowerMixedRingCall(IInvocationOperation call, BoundMap map)
    {
        if (call.TargetMethod.Name == "TryReserve")
            return LowerReserveSpace(call, map);
        if (call.TargetMethod is not { Name: "TryOutput", TypeArguments: [var type] })
            return null;
        if (TagOf(call, "TryOutput", type) is not { } tag)
            return Poison(call.Type);

        int size = Shapes.Of(type).Size;
        IrLocal record = _builder.Local("event", TagSize + size, 8);
        _builder.Clear(record, TagSize + size, 8);
        LowerInto(call.Arguments[0].Value, new MemoryPlace(record, type, 8, Offset: TagSize));
        IrValue length = IrBuilder.Constant(IrType.I64, TagSize + size);
        if (call.Arguments.Length == 2)
        {
            // Through memory, so that LLVM does not compute it anew behind the check: the verifier knows the bounds of what was checked only.
            IrLocal holder = _builder.Local("length", 8, 8);
            _builder.Store(Extend(LowerValue(call.Arguments[1].Value), isSigned: false), holder, 8, isVolatile: true);
            IrValue asked = _builder.Load(IrType.I64, holder, 8, isVolatile: true);
            TrapUnless(_builder.Compare(IrComparison.UnsignedLessOrEqual, asked, IrBuilder.Constant(IrType.I64, size)), TrapReasons.IndexOutOfRange);
            length = _builder.Binary(IrBinaryOperator.Add, asked, IrBuilder.Constant(IrType.I64, TagSize));
        }
        _builder.Store(IrBuilder.Constant(IrType.I64, (uint)tag), record, 8);
        return CountUnlessWritten(
            _builder.Helper(BpfHelper.RingBufferOutput, IrType.I64, MapAddress(map), record, length, IrBuilder.Constant(IrType.I64, 0)), map);
    }

    /// <summary>The number of the type that an event is of; null after saying that it is not known.</summary>
    private int? TagOf(IInvocationOperation call, string member, ITypeSymbol type)
    {
        if (!CheckType(type, call))
            return null;
        if (TagOf(type) is { } tag)
            return tag;
        Report(LanguageDiagnostics.Call, call, "RingBuffer." + member, $"'{type.Name}.EventTag' must be a constant, declared in this project: 'static int IRingEvent.EventTag => 1;'");
        return null;
    }

    /// <summary>The constant that a type's <c>EventTag</c> is; null where it is none, or its source is elsewhere.</summary>
    private int? TagOf(ITypeSymbol type)
    {
        ISymbol? declared = type.AllInterfaces.FirstOrDefault(candidate => KnownNames.IsApi(candidate, "IRingEvent"))?.GetMembers("EventTag").FirstOrDefault();
        if (declared is null || type.FindImplementationForInterfaceMember(declared) is not IPropertySymbol { GetMethod: { } getter })
            return null;
        return _context.BodyOf(getter)?.Descendants().OfType<IReturnOperation>().ToArray() is [{ ReturnedValue.ConstantValue: { HasValue: true, Value: int tag } }] ? tag : null;
    }
}
