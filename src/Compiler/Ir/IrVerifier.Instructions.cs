using System.Collections.Immutable;

namespace BpfSharp.Compiler.Ir;

internal sealed partial class IrVerifier
{
    /// <summary>The most loads and stores one copy may become: beyond, jumps over it would not fit their 16 bits.</summary>
    const int MaxCopyUnits = 8192;

    void Instruction(IrInstruction instruction, IrBlock block)
    {
        SourceSpan span = instruction.Span;
        switch (instruction)
        {
            case IrLoad load:
                Memory(load.Type, load.Align, span);
                Operand(load.Address, IrType.Pointer, block, span);
                break;
            case IrStore store:
                Memory(store.Value.Type, store.Align, span);
                Operand(store.Value, null, block, span);
                Operand(store.Address, IrType.Pointer, block, span);
                break;
            case IrBinary binary:
                Check(binary.Left.Type is IrIntType, $"{binary.Operator} takes integers, not {binary.Left.Type}", span);
                Operand(binary.Left, null, block, span);
                Operand(binary.Right, binary.Left.Type, block, span);
                break;
            case IrCompare compare:
                Check(compare.Left.Type is not IrVoidType, "void is compared", span);
                Operand(compare.Left, null, block, span);
                Operand(compare.Right, compare.Left.Type, block, span);
                break;
            case IrConvert convert:
                Convert(convert);
                Operand(convert.Value, null, block, span);
                break;
            case IrSelect select:
                Operand(select.Condition, IrType.I1, block, span);
                Operand(select.WhenTrue, null, block, span);
                Operand(select.WhenFalse, select.WhenTrue.Type, block, span);
                break;
            case IrFence:
                break;
            case IrOpaque opaque:
                Operand(opaque.Value, IrType.I64, block, span);
                break;
            case IrOffset offset:
                Operand(offset.Pointer, IrType.Pointer, block, span);
                Operand(offset.Bytes, IrType.I64, block, span);
                break;
            case IrMemoryCopy copy:
                Block(copy.Size, copy.Align, span);
                Operand(copy.Destination, IrType.Pointer, block, span);
                Operand(copy.Source, IrType.Pointer, block, span);
                break;
            case IrMemoryClear clear:
                Block(clear.Size, clear.Align, span);
                Operand(clear.Destination, IrType.Pointer, block, span);
                break;
            case IrCall call:
                Call(call, block);
                break;
            case IrKernelCall call:
                KernelCall(call, block);
                break;
            case IrHelperCall call:
                Check(call.Arguments.Length <= 5, $"the helper {call.Helper} is given {call.Arguments.Length} arguments; 5 is the most", span);
                Check(call.Type is IrVoidType or IrPointerType || IsInt(call.Type, 64, 64), $"a helper returns i64, a pointer or nothing, not {call.Type}", span);
                Operands(call.Arguments, block, span);
                break;
            case IrIntrinsicCall call:
                Check(call.Name.StartsWith("llvm.", StringComparison.Ordinal), $"'{call.Name}' is no LLVM intrinsic", span);
                Operands(call.Arguments, block, span);
                break;
            case IrAtomic atomic:
                Check(IsInt(atomic.Value.Type, 32, 64), $"BPF has no atomic operation on {atomic.Value.Type}", span);
                Operand(atomic.Address, IrType.Pointer, block, span);
                Operand(atomic.Value, null, block, span);
                break;
            case IrCompareExchange exchange:
                Check(IsInt(exchange.Value.Type, 32, 64), $"BPF has no compare-and-exchange of {exchange.Value.Type}", span);
                Operand(exchange.Address, IrType.Pointer, block, span);
                Operand(exchange.Value, null, block, span);
                Operand(exchange.Comparand, exchange.Value.Type, block, span);
                break;
            default:
                CoreInstruction(instruction, block);
                break;
        }
    }

    void Memory(IrType type, int align, SourceSpan span)
    {
        Check(type is IrPointerType or IrIntType { Bits: > 1 }, $"a value of type {type} is not kept in memory", span);
        Check(IsAlignment(align), $"the alignment {align} is not 1, 2, 4 or 8", span);
    }

    void Block(int size, int align, SourceSpan span)
    {
        Check(IsAlignment(align), $"the alignment {align} is not 1, 2, 4 or 8", span);
        Check(size >= 0 && size / align <= MaxCopyUnits, $"{size} bytes with alignment {align} are too many for one copy", span);
    }

    void Convert(IrConvert convert)
    {
        IrType from = convert.Value.Type, to = convert.Type;
        int fromBits = from is IrIntType a ? a.Bits : 0, toBits = to is IrIntType b ? b.Bits : 0;
        bool valid = convert.Conversion switch
        {
            IrConversion.Truncate => fromBits > toBits && toBits != 0,
            IrConversion.ZeroExtend or IrConversion.SignExtend => fromBits != 0 && fromBits < toBits,
            IrConversion.PointerToInt => from is IrPointerType && toBits == 64,
            IrConversion.IntToPointer => fromBits == 64 && to is IrPointerType,
            _ => false,
        };
        Check(valid, $"{convert.Conversion} from {from} to {to}", convert.Span);
    }

    void Call(IrCall call, IrBlock block)
    {
        IrFunction callee = call.Callee;
        Check(symbols.Contains(callee), $"'{callee.Name}' is called but not in the module", call.Span);
        Check(callee.Linkage != IrLinkage.Program, $"the program '{callee.Name}' is called", call.Span);
        Check(callee.Parameters.Count == call.Arguments.Length, $"'{callee.Name}' takes {callee.Parameters.Count} arguments and is given {call.Arguments.Length}", call.Span);
        for (int i = 0; i < call.Arguments.Length; i++)
            Operand(call.Arguments[i], i < callee.Parameters.Count ? callee.Parameters[i].Type : null, block, call.Span);
    }

    void KernelCall(IrKernelCall call, IrBlock block)
    {
        IrKernelFunction callee = call.Callee;
        Check(symbols.Contains(callee), $"'{callee.Name}' is called but not in the module", call.Span);
        Check(callee.Parameters.Length == call.Arguments.Length && call.Arguments.Length <= 5, $"'{callee.Name}' takes {callee.Parameters.Length} arguments and is given {call.Arguments.Length}", call.Span);
        for (int i = 0; i < call.Arguments.Length; i++)
            Operand(call.Arguments[i], i < callee.Parameters.Length ? callee.Parameters[i].Type : null, block, call.Span);
    }

    void Operands(ImmutableArray<IrValue> operands, IrBlock block, SourceSpan span)
    {
        foreach (IrValue operand in operands)
            Operand(operand, null, block, span);
    }

    void Operand(IrValue value, IrType? type, IrBlock block, SourceSpan span)
    {
        Check(value.Type is not IrVoidType, $"{value.GetType().Name} has no value", span);
        Check(type is null || value.Type == type, $"{value.GetType().Name} of type {value.Type} is used as {type}", span);
        switch (value)
        {
            case IrConstant or IrNullPointer:
                break;
            case IrInstruction instruction:
                bool isDefined = definitions.TryGetValue(instruction, out IrBlock? home);
                Check(isDefined, $"{instruction.GetType().Name} is used but not in the function", span);
                Check(!isDefined || home != block || seen.Contains(instruction), $"{instruction.GetType().Name} is used before it is computed", span);
                break;
            case IrParameter parameter:
                Check(function.Parameters.Contains(parameter), $"the parameter '{parameter.Name}' is another function's", span);
                break;
            case IrLocal local:
                Check(locals.Contains(local), $"the local '{local.Name}' is another function's", span);
                break;
            case IrGlobalAddress address:
                Check(symbols.Contains(address.Global), $"the global '{address.Global.Name}' is not in the module", span);
                break;
            case IrMapAddress address:
                Check(symbols.Contains(address.Map), $"the map '{address.Map.Name}' is not in the module", span);
                break;
            case IrKernelFunctionAddress address:
                Check(symbols.Contains(address.Function), $"the kernel function '{address.Function.Name}' is not in the module", span);
                break;
            case IrFunctionAddress address:
                Check(symbols.Contains(address.Function), $"the function '{address.Function.Name}' is not in the module", span);
                Check(address.Function.Linkage == IrLinkage.Subprogram, $"only a subprogram has an address, not '{address.Function.Name}'", span);
                break;
            default:
                Check(false, $"unknown value {value.GetType().Name}", span);
                break;
        }
    }
}
