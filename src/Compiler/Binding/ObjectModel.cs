namespace BpfSharp.Compiler.Binding;

/// <summary>
/// What the generator needs to write the other half of a <c>[BpfObject]</c> class. Text and numbers only, compared by
/// content: no symbol, syntax or compilation may be reachable from here, or the IDE would keep old compilations alive.
/// </summary>
internal sealed record ObjectModel
{
    /// <summary>The namespace as written in source (escaped where needed); empty when global.</summary>
    public required string Namespace { get; init; }

    /// <summary>Headers of the containing types, outermost first: <c>partial class Outer&lt;T&gt;</c>.</summary>
    public EquatableArray<string> ContainingTypes { get; init; }

    /// <summary>The class's simple name without type arguments, as metadata has it (no <c>@</c>).</summary>
    public required string Name { get; init; }

    /// <summary>The header of the class's other half, without base list: <c>sealed partial class CloneProbe</c>.</summary>
    public required string TypeKeywordHeader { get; init; }

    /// <summary>The name with namespace and containing types, dots between all: <c>My.Tools.Outer.CloneProbe</c>.</summary>
    public required string FullName { get; init; }

    /// <summary>Unique in the project and usable as a file name, without extension.</summary>
    public required string HintName { get; init; }

    /// <summary>What goes into the object's <c>license</c> section.</summary>
    public required string License { get; init; }

    /// <summary>In the order of the object's definition: the index is what the generated code opens a map by.</summary>
    public EquatableArray<MapModel> Maps { get; init; }

    /// <summary>In the order of the object's definition, see <see cref="Maps"/>.</summary>
    public EquatableArray<GlobalModel> Globals { get; init; }
    public EquatableArray<ProgramModel> Programs { get; init; }

    /// <summary>Methods that stand for the kernel's functions and that the user's half does not implement: headers, with the names.</summary>
    public EquatableArray<KernelFunctionModel> KernelFunctions { get; init; }

    /// <summary>The index is the trap's number in the object's <c>bpfsharp_traps</c>.</summary>
    public EquatableArray<TrapSiteModel> TrapSites { get; init; }

    /// <summary>Whether the user's half declares a constructor without parameters; the generator then writes none.</summary>
    public bool HasDefaultConstructor { get; init; }

    /// <summary>Whether the user's half declares a constructor that takes a <c>BpfHost</c> alone.</summary>
    public bool HasHostConstructor { get; init; }
}
