using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Checks;

/// <summary>What a kernel's types say of a program.</summary>
/// <param name="What">What it hooks: the prototype, or what is missing.</param>
/// <param name="Missing">Not null when the kernel has no such thing: the names that may be meant.</param>
/// <param name="Wrong">Parameters that are not what the hook gives, and what it gives instead.</param>
internal sealed record PrototypeFindings(string What, string? Missing, ImmutableArray<(IParameterSymbol Parameter, string Problem)> Wrong)
{
    public static PrototypeFindings Nothing { get; } = new("", null, []);

    /// <summary>Whether the kernel has it, and it is as declared.</summary>
    public bool IsRight { get; init; }
}
