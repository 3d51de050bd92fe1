namespace BpfSharp;

/// <summary>What an explanation shows of the state that broke a rule.</summary>
internal enum VerifierDetail
{
    None,

    /// <summary>The value used: where it came from and what it is.</summary>
    Value,

    /// <summary>How far the address was moved, by what, and how much memory there is.</summary>
    Access,

    /// <summary>The number that has to have bounds.</summary>
    Number,

    /// <summary>The argument, and what the helper takes.</summary>
    Argument,
}

/// <summary>A rule of the verifier in words a C# developer knows.</summary>
/// <param name="Rule">What was broken, as a sentence without its full stop.</param>
/// <param name="Advice">What to change; whole sentences.</param>
/// <param name="Detail">What to show of the state.</param>
internal sealed record VerifierRule(string Rule, string Advice, VerifierDetail Detail = VerifierDetail.None)
{
    public static readonly VerifierRule Null = new(
        "a reference that may be null is used",
        "Compare it with null, or test it with Unsafe.IsNullRef, on every path before it is used.",
        VerifierDetail.Value);

    public static readonly VerifierRule AlwaysNull = new(
        "a reference that is null on this path is used",
        "Leave the path where the comparison found null, or use the reference only where it is not.",
        VerifierDetail.Value);

    public static readonly VerifierRule Released = new(
        "something is used that has been given back",
        "Submit, Discard and their like end it: make them the last use on every path, and call only one of them.",
        VerifierDetail.Value);

    public static readonly VerifierRule Number = new(
        "a number is used as an address",
        "The verifier does not know what lies there: read kernel memory with Bpf.ReadKernel or Bpf.TryReadKernel, and keep pointers in variables of their own, not in numbers.",
        VerifierDetail.Value);

    public static readonly VerifierRule Argument = new(
        "the helper does not take this argument",
        "Pass what it takes: the address of a variable or of a map's element, the program's own context parameter, a map of this object.",
        VerifierDetail.Argument);

    public static readonly VerifierRule NullArgument = Null with { Rule = "null, or what may be null, is passed to a helper", Detail = VerifierDetail.Argument };

    public static readonly VerifierRule ReleasedArgument = Released with { Detail = VerifierDetail.Argument };

    public static readonly VerifierRule StackAccess = new(
        "the access can lie outside the variable on the stack",
        "Check the index, or the size, against the variable's length right before the access.",
        VerifierDetail.Access);

    public static readonly VerifierRule ValueAccess = StackAccess with
    {
        Rule = "the access can lie outside the map's element",
        Advice = "Check the index, or the size, against the element's length right before the access.",
    };

    public static readonly VerifierRule HelperMissing = new(
        "the kernel has no such helper, or not for programs of this hook",
        "Use another hook or another member, or, if the kernel is too old for the helper, raise the minimum kernel.");

    public static readonly VerifierRule WrongMap = new(
        "the helper does not work on maps of this type",
        "Give it a map of the type that it is for.");

    public static readonly VerifierRule PointerArithmetic = new(
        "a pointer is computed with in a way that loses what it points to",
        "Pointers can only have numbers added to them and taken from them, as 64 bits. For an address as a mere number, read it from memory with Bpf.ReadKernel.",
        VerifierDetail.Value);

    public static readonly VerifierRule TooLong = new(
        "following all paths took more than a million instructions",
        "Make loops shorter or give them a constant bound, move their bodies into a [BpfFunction], or use fewer branches inside them.");
}
