using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>
/// Compares local types with a kernel's. Everything that recurses spends from a budget, so that hostile types end
/// it with <see cref="IsExhausted"/> instead of running for ever.
/// </summary>
internal sealed partial class TypeComparer(BtfTypes local, BtfTypes target)
{
    const int MaximumDepth = 32;
    const int MaximumSteps = 1_000_000; // one relocation; a big struct takes some hundreds

    int _steps = MaximumSteps;
    int _allSteps = 20 * MaximumSteps; // what one object may use: a second or two

    /// <summary>The types were too deep or too many to compare; the last answer means nothing.</summary>
    public bool IsExhausted { get; private set; }
    public BtfTypes Local => local;
    public BtfTypes Target => target;

    public void Reset()
    {
        _steps = MaximumSteps;
        IsExhausted = false;
    }

    /// <summary>Counts steps; false when there are no more.</summary>
    public bool Spend(int steps = 1)
    {
        if (_steps >= steps && _allSteps >= steps)
        {
            _steps -= steps;
            _allSteps -= steps;
            return true;
        }
        IsExhausted = true;
        return false;
    }

    bool TooDeep()
    {
        IsExhausted = true;
        return false;
    }

    /// <summary>Names without flavours are equal; an anonymous target only equals an anonymous local.</summary>
    bool NamesMatch(uint localName, uint targetName)
    {
        var targetText = target.StringAt(targetName);
        var localText = local.StringAt(localName);
        if (!Spend(localText.Length / 64)) return false;
        return targetText.IsEmpty ? localText.IsEmpty : Flavour.Strip(localText).SequenceEqual(Flavour.Strip(targetText));
    }

    /// <summary>Same kind, where the two widths of enums count as one.</summary>
    static bool KindsAgree(BtfType a, BtfType b) => a.Kind == b.Kind || (a.IsAnyEnum && b.IsAnyEnum);

    /// <summary>
    /// May a field of the local type be read where the kernel has a field of the target type? Structs and unions
    /// mix; pointers and floats always agree; integers agree whatever their size; enums by name; arrays by element.
    /// </summary>
    public bool FieldsAgree(int localId, int targetId)
    {
        for (int depth = 0; depth < MaximumDepth; depth++)
        {
            var a = local.SkipModifiers(localId);
            var b = target.SkipModifiers(targetId);
            if (a.IsComposite && b.IsComposite) return true;
            if (!KindsAgree(a, b)) return false;
            switch (a.Kind)
            {
                case BtfKind.Pointer or BtfKind.Float:
                    return true;
                case BtfKind.Forward or BtfKind.Enum or BtfKind.Enum64:
                    var name = Flavour.Strip(a.Name);
                    var other = Flavour.Strip(b.Name);
                    return name.IsEmpty || other.IsEmpty || name.SequenceEqual(other);
                case BtfKind.Int:
                    return a.IntBitOffset == 0 && b.IntBitOffset == 0; // an old way to write bitfields
                case BtfKind.Array:
                    localId = a.ElementTypeId;
                    targetId = b.ElementTypeId;
                    break;
                default:
                    return false;
            }
        }
        return TooDeep();
    }

    /// <summary>The loose comparison of type existence, size and id: kinds agree, all the way through pointers and prototypes.</summary>
    public bool TypesAgree(int localId, int targetId)
        => KindsAgree(local[localId], target[targetId]) && TypesAgree(localId, targetId, MaximumDepth);

    bool TypesAgree(int localId, int targetId, int level)
    {
        for (int depth = 0; depth < MaximumDepth; depth++)
        {
            if (!Spend()) return false;
            var a = local.SkipModifiers(localId);
            var b = target.SkipModifiers(targetId);
            if (!KindsAgree(a, b)) return false;
            switch (a.Kind)
            {
                case BtfKind.Void or BtfKind.Struct or BtfKind.Union or BtfKind.Enum or BtfKind.Enum64 or BtfKind.Forward:
                    return true;
                case BtfKind.Int:
                    return a.IntBitOffset == 0 && b.IntBitOffset == 0;
                case BtfKind.Pointer:
                    (localId, targetId) = (a.TypeId, b.TypeId);
                    break;
                case BtfKind.Array:
                    (localId, targetId) = (a.ElementTypeId, b.ElementTypeId);
                    break;
                case BtfKind.FunctionPrototype:
                    if (a.Count != b.Count) return false;
                    if (level == 0) return TooDeep();
                    for (int i = 0; i < a.Count; i++)
                        if (!TypesAgree(a.Parameter(i).TypeId, b.Parameter(i).TypeId, level - 1)) return false;
                    (localId, targetId) = (a.TypeId, b.TypeId);
                    break;
                default:
                    return false;
            }
        }
        return TooDeep();
    }
}
