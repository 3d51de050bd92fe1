namespace BpfSharp.Integration.Rejections;

/// <summary>What is expected of one refused program's explanation, on all kernels unless said otherwise.</summary>
/// <param name="Object">The class it is in.</param>
/// <param name="Program">Its method.</param>
/// <param name="Rule">Words of the rule in plain words.</param>
/// <param name="Advice">Words of what to change.</param>
/// <param name="State">Words of the state that broke it, "{-1}" being the line above the refused one; empty where the rule says it all.</param>
public sealed record Rejection(string Object, string Program, string Rule, string Advice, string State = "")
{
    /// <summary>Words of the whole message, where it says more than the other parts.</summary>
    public string Message { get; init; } = "";

    /// <summary>More of the state, which logs from 5.18 on give.</summary>
    public string Range { get; init; } = "";

    /// <summary>The first of the test kernels that accepts the program: its rule was relaxed.</summary>
    public string? AcceptedFrom { get; init; }

    /// <summary>The first of the test kernels that has what the object is about; null when all have.</summary>
    public string? Since { get; init; }

    /// <summary>The first of the test kernels that refuses the program: its rule is newer than the oldest.</summary>
    public string? RefusedFrom { get; init; }

    /// <summary>The rule that kernels before 6.1 break first, and its advice.</summary>
    public (string Rule, string Advice)? Before61 { get; init; }

    public override string ToString() => $"{Object}.{Program}";
}
