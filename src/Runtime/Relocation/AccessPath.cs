namespace BpfSharp.Objects;

/// <summary>One step of an access that a person would write: a named member, or an element.</summary>
/// <param name="TypeId">For a member: the struct or union that has it. For an element: the element's type.</param>
/// <param name="Index">Of the member in its struct, or of the element.</param>
/// <param name="NameOffset">The member's name; 0 for an element.</param>
internal readonly record struct AccessStep(int TypeId, int Index, uint NameOffset)
{
    public bool IsMember => NameOffset != 0;
}

/// <summary>
/// A path from a root type to a field, in local or in kernel types: <c>(&amp;s[0])->a[3].b</c>. Anonymous members on
/// the way are not steps, since kernels may have more or fewer of them, but they count for the depth.
/// </summary>
internal sealed class AccessPath(int rootTypeId)
{
    /// <summary>The deepest path libbpf accepts, anonymous members included.</summary>
    public const int MaximumDepth = 64;

    public int RootTypeId { get; } = rootTypeId;
    public List<AccessStep> Steps { get; } = [];

    /// <summary>Bits from the root to the field. Wraps where a hostile path makes it; the result is then refused.</summary>
    public uint BitOffset { get; set; }

    /// <summary>Steps, with those through anonymous members.</summary>
    public int Depth { get; set; }
}
