namespace BpfSharp;

/// <summary>What a program that decides something says when it traps, that is where its C# would throw.</summary>
public enum BpfTrapPolicy
{
    /// <summary>No: what it was asked about does not happen. A mistake in the program stops all of it.</summary>
    Deny = 0,

    /// <summary>Yes, as if the program were not there. A mistake in the program lets all of it through.</summary>
    Allow = 1,
}
