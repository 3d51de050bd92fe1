using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>Something that has a value and, mostly, an address: what C# calls a variable.</summary>
internal abstract record Place(ITypeSymbol Type);

/// <summary>Memory that the program may access itself: its stack, map values, globals, reserved records, its context.</summary>
/// <param name="MayBeNull">Whether the address may be null, as a map lookup's; C# would then throw, so accesses are checked.</param>
/// <param name="IsReadOnly">Whether the program may not write it (read-only globals).</param>
/// <param name="Offset">Bytes behind the base. Added only when the memory is accessed, so that a base that may be null is checked first,
/// at the moment C# would: after the value to be stored is computed, before a pointer is moved that the verifier must see checked.</param>
internal sealed record MemoryPlace(
    IrValue Base, ITypeSymbol Type, int Align, bool MayBeNull = false, bool IsVolatile = false, bool IsReadOnly = false, long Offset = 0)
    : Place(Type);

/// <summary>Kernel memory: a base pointer and, for kernel types, the path whose offset is relocated at load.</summary>
/// <param name="IsTrusted">Whether the verifier knows what the base points to, so that it can be loaded directly.</param>
/// <param name="IsBitfield">Whether it may be a bitfield, which has no address.</param>
/// <param name="IsCopy">Whether it is the program's own copy of kernel memory, laid out as the kernel does: always loaded directly.</param>
internal sealed record KernelPlace(IrValue Base, DebugRecord? Record, ImmutableArray<CoreStep> Steps, ITypeSymbol Type, bool IsTrusted, bool IsBitfield = false, bool IsCopy = false)
    : Place(Type);

/// <summary>A map's element by key or index: read by lookup; written by update, or in place in an array.</summary>
internal sealed record MapElementPlace(BoundMap Map, IrValue Key, ITypeSymbol Type) : Place(Type);

/// <summary>A property or an indexer with accessors of its own, its receiver found and its arguments computed.</summary>
internal sealed record PropertyPlace(IPropertySymbol Property, Place? Receiver, ImmutableArray<MemoryPlace> Arguments, ITypeSymbol Type) : Place(Type);
