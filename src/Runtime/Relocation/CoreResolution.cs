namespace BpfSharp.Objects;

/// <summary>What a CO-RE relocation comes to on one kernel.</summary>
/// <param name="Old">The value the compiler put into the instruction, and what load it made.</param>
/// <param name="New">The kernel's.</param>
/// <param name="SizesDiffer">The load cannot be widened or narrowed without changing the value.</param>
/// <param name="Field">The field or enumerator, for messages; null for a whole type.</param>
/// <param name="IsCut">The declared field is a number, or an array of them, and the kernel's is narrower: who reads as much as is declared reads what follows, too.</param>
/// <param name="Problem">Why the instruction cannot be relocated; null when it can.</param>
/// <param name="Damage">The relocation itself is malformed; thrown when a program is linked that has it.</param>
internal sealed record CoreResolution(CoreValue Old, CoreValue New, bool SizesDiffer, bool IsCut, string? Field, string? Problem, BpfObjectFormatException? Damage = null)
{
    public static CoreResolution Fail(string? field, string problem) => new(default, default, false, false, field, problem);
}
