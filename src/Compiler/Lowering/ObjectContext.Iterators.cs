using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Lowering;

/// <summary>The kernel's functions that count.</summary>
partial record ObjectContext
{
    private (IrKernelFunction Create, IrKernelFunction Next, IrKernelFunction Destroy)? _numberIterator;

    /// <summary>kernel/bpf/bpf_iter.c: declared when the first loop asks for them.</summary>
    public (IrKernelFunction Create, IrKernelFunction Next, IrKernelFunction Destroy) NumberIterator => _numberIterator ??= DeclareNumberIterator();

    private (IrKernelFunction Create, IrKernelFunction Next, IrKernelFunction Destroy) DeclareNumberIterator()
    {
        DebugRecord record = new("bpf_iter_num", isUnion: false) { Size = 8, Align = 8, Members = { new DebugMember("__opaque", new DebugArray(DebugTypes.UInt64, 1), 0) } };
        (IrType, DebugType) iterator = (IrType.Pointer, DebugTypes.PointerTo(record)), number = (IrType.I32, DebugTypes.Int);
        IrKernelFunction create = Declare("bpf_iter_num_new", IrType.I32, DebugTypes.Int, iterator, number, number);
        IrKernelFunction next = Declare("bpf_iter_num_next", IrType.Pointer, DebugTypes.PointerTo(DebugTypes.Int), iterator);
        IrKernelFunction destroy = Declare("bpf_iter_num_destroy", IrType.Void, DebugVoid.Instance, iterator);
        return (create, next, destroy);
    }

    /// <summary>A function of the kernel's, unless the class has declared it itself.</summary>
    public IrKernelFunction Declare(string name, IrType type, DebugType debugType, params (IrType, DebugType)[] parameters)
    {
        if (Module.KernelFunctions.Find(known => known.Name == name) is { } declared)
            return declared;
        IrKernelFunction function = new(name, type, debugType, default) { Parameters = [.. parameters] };
        Module.KernelFunctions.Add(function);
        return function;
    }
}
