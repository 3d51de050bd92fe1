using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace BpfSharp.Compiler.Lowering;

/// <summary>References that are results: of methods and of conditionals.</summary>
partial class ProgramLowerer
{
    /// <summary>A slot for an address.</summary>
    private MemoryPlace NewReferenceHolder(string name) =>
        new(_builder.Local(name, 8, 8), _context.Compilation.GetSpecialType(SpecialType.System_UIntPtr), 8);

    private MemoryPlace ReferencedBy(MemoryPlace holder, ITypeSymbol type)
    {
        type = Resolve(type);
        return new MemoryPlace(_builder.Load(IrType.Pointer, holder.Base, 8), type, Shapes.Of(type).Align, MayBeNull: true);
    }

    private MemoryPlace LowerReferenceConditional(IConditionalOperation conditional)
    {
        MemoryPlace holder = NewReferenceHolder("chosen");
        LowerBranches(
            conditional.Condition,
            () => _builder.Store(LowerReference(conditional.WhenTrue), holder.Base, 8),
            () => _builder.Store(LowerReference(conditional.WhenFalse!), holder.Base, 8));
        return ReferencedBy(holder, conditional.Type!);
    }

    /// <summary>A known call that gives a reference; null for methods that are inlined.</summary>
    private MemoryPlace? TryLowerReferenceIntrinsic(IInvocationOperation call)
    {
        switch (KnownNames.FullName(call.TargetMethod.ContainingType), call.TargetMethod.Name)
        {
            case ("System.Runtime.CompilerServices.Unsafe", "NullRef"):
                return new MemoryPlace(IrNullPointer.Instance, TypeOf(call)!, 8, MayBeNull: true);
            case ("System.Runtime.CompilerServices.Unsafe", "AsRef") when call.Arguments is [{ Parameter.RefKind: not RefKind.None } reference]:
                return FindReferenced(reference.Value) ?? PoisonPlace(call.Type);
            case ("System.Runtime.CompilerServices.Unsafe", "As") when call.Arguments is [{ Parameter.RefKind: RefKind.Ref } reference]:
                return Reinterpret(call, reference.Value);
            case ("System.Runtime.InteropServices.MemoryMarshal", "GetReference") when SpanElement(call.Arguments[0].Value.Type) is { } element:
                SpanValue span = LowerSpan(call.Arguments[0].Value);
                return new MemoryPlace(_builder.Offset(span.Base, span.Start), element, Math.Min(span.Align, 8), MayBeNull: true);
            default:
                return null;
        }
    }

    /// <summary><c>Unsafe.As&lt;A, B&gt;</c>: the same memory, which must be large enough.</summary>
    private MemoryPlace Reinterpret(IInvocationOperation call, IOperation reference)
    {
        if (FindReferenced(reference) is not { } place || !CheckType(call.Type!, call))
            return PoisonPlace(call.Type);
        ITypeSymbol type = TypeOf(call)!;
        if (Shapes.Of(type).Size > Shapes.Of(place.Type).Size)
        {
            ReportUnsupported(call, $"'{type.ToDisplayString()}' is larger than '{place.Type.ToDisplayString()}', and what lies behind a variable is not its own");
            return PoisonPlace(call.Type);
        }
        return place with { Type = type };
    }

    /// <summary><c>x[^1]</c> over what has a length and an indexer.</summary>
    private MemoryPlace LowerImplicitIndexer(IImplicitIndexerReferenceOperation access)
    {
        if (SpanElement(access.Instance.Type) is { } element && access.Argument is not IRangeOperation && KnownNames.FullName(access.Argument.Type) != RangeType)
        {
            SpanValue span = LowerSpan(access.Instance);
            return SpanElementPlace(span, LowerPosition(access.Argument, span.Length), element);
        }
        if (SpanElement(access.Type) is not null && TryLowerSpan(access) is { } slice)
        {
            MemoryPlace place = NewTemporary(access.Type!, "slice");
            StoreSpan(slice, place);
            return place;
        }
        ReportUnsupported(access, "indexes from the end and ranges work over spans and [InlineArray] structs only");
        return PoisonPlace(access.Type);
    }
}
