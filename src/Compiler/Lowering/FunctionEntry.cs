using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// How values of callers come into one function: its arguments, what it sees of the methods around it, the program's
/// context. Which they are turns out while the body is lowered, so each has a stack slot here that is filled at the end.
/// </summary>
/// <param name="prologue">Runs before the body and behind what fills the slots.</param>
internal sealed class FunctionEntry(IrFunction function, IrBlock prologue)
{
    /// <summary>What the calling convention has registers for.</summary>
    private const int Registers = 5;

    private readonly List<(Incoming Value, IrLocal Slot)> _incoming = [];
    private readonly Dictionary<Incoming, IrValue> _pointers = [];

    /// <summary>What every caller hands over, in order.</summary>
    public IEnumerable<Incoming> Incoming => _incoming.Select(static incoming => incoming.Value);

    /// <summary>Whether a frame of memory holds everything instead of registers: what the kernel calls has one pointer of the user's own.</summary>
    public IrParameter? Closure { get; init; }

    /// <summary>Whether callers put values into memory, and how many.</summary>
    public int PackedCount => Closure is not null ? _incoming.Count : _incoming.Count > Registers ? _incoming.Count - (Registers - 1) : 0;

    /// <summary>A slot that holds the value.</summary>
    public IrLocal Receive(Incoming value)
    {
        IrLocal slot = new(value.Name, value.Size, value.Size);
        function.Locals.Add(slot);
        _incoming.Add((value, slot));
        return slot;
    }

    /// <summary>A pointer that is handed over once, however often it is asked for.</summary>
    public IrValue Pointer(Incoming value)
    {
        if (!_pointers.TryGetValue(value, out IrValue? pointer))
        {
            IrLoad load = new(IrType.Pointer, Receive(value), 8, isVolatile: false, function.Span);
            prologue.Instructions.Add(load);
            _pointers[value] = pointer = load;
        }
        return pointer;
    }

    /// <summary>A variable of a function around this one, as it is known here.</summary>
    public Variable Import(Variable variable, FunctionEntry owner) => variable switch
    {
        PlaceVariable { Place: MemoryPlace memory } => new PlaceVariable(memory with { Base = Import(memory.Base, owner) }),
        PlaceVariable { Place: KernelPlace kernel } => new PlaceVariable(kernel with { Base = Import(kernel.Base, owner) }),
        MapVariable { Map.Holder: { } holder } map => new MapVariable(map.Map with { Holder = Import(holder, owner) }),
        MapVariable or DelegateVariable => variable,
        _ => throw new InvalidOperationException($"a {variable.GetType().Name} of another function is used"),
    };

    /// <summary>A pointer of a function around this one.</summary>
    public IrValue Import(IrValue value, FunctionEntry owner) =>
        owner == this || value is IrGlobalAddress or IrMapAddress or IrNullPointer ? value : Pointer(new CapturedValue(value, owner));

    /// <summary>Declares the parameters and fills the slots. Only now it is known what there is.</summary>
    public void Seal(Types.DebugTypeMap types)
    {
        IrBlock receive = new("receive");
        int inRegisters = _incoming.Count - PackedCount;
        foreach ((Incoming value, IrLocal slot) in _incoming.Take(inRegisters))
        {
            IrParameter parameter = new(value.Name, value.Type, value.DebugType ?? types.Context);
            function.Parameters.Add(parameter);
            receive.Instructions.Add(new IrStore(parameter, slot, value.Size, isVolatile: false, function.Span));
        }
        if (PackedCount > 0)
        {
            IrParameter? pack = Closure;
            if (pack is null)
                function.Parameters.Add(pack = new IrParameter("rest", IrType.Pointer, types.Context));
            int offset = 0;
            foreach ((Incoming value, IrLocal slot) in _incoming.Skip(inRegisters))
            {
                IrValue address = pack;
                if (offset != 0)
                {
                    IrOffset moved = new(pack, IrBuilder.Constant(IrType.I64, offset), function.Span);
                    receive.Instructions.Add(moved);
                    address = moved;
                }
                IrLoad load = new(value.Type, address, value.Size, isVolatile: false, function.Span);
                receive.Instructions.Add(load);
                receive.Instructions.Add(new IrStore(load, slot, value.Size, isVolatile: false, function.Span));
                offset += 8;
            }
        }
        receive.Terminator = new IrBranch(function.Blocks[0], function.Span);
        function.Blocks.Insert(0, receive);
    }
}

/// <summary>A value that callers hand over.</summary>
internal abstract record Incoming(string Name, IrType Type, DebugType? DebugType)
{
    public int Size => Type is IrIntType integer ? integer.Bits / 8 : 8;
}

/// <summary>An argument, or the address of one.</summary>
internal sealed record ArgumentValue(int Index, string Name, IrType Type, DebugType? DebugType) : Incoming(Name, Type, DebugType);

/// <summary>A pointer that a function further out has.</summary>
internal sealed record CapturedValue(IrValue Value, FunctionEntry Owner) : Incoming(NameOf(Value), IrType.Pointer, null)
{
    private static string NameOf(IrValue value) => value is IrLocal local ? local.Name : "captured";
}

/// <summary>What the kernel gave the program.</summary>
internal sealed record ContextValue() : Incoming("ctx", IrType.Pointer, null);

/// <summary>Where the result goes.</summary>
internal sealed record ResultAddress(DebugType? DebugType) : Incoming("result", IrType.Pointer, DebugType);

/// <summary>Where what the kernel calls says that it trapped.</summary>
internal sealed record TrapFlag() : Incoming("trapped", IrType.Pointer, null);
