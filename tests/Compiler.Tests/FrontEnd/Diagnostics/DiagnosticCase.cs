namespace BpfSharp.Compiler.Tests.FrontEnd.Diagnostics;

/// <summary>A mistake, marked with the diagnostic it gives, and the nearest code that gives none.</summary>
/// <param name="Id">The diagnostic the case is about.</param>
/// <param name="Wrong">A whole file, or the members of the object and, behind a line of <c>---</c>, types.</param>
/// <param name="Right">The same without the mistake.</param>
internal sealed record DiagnosticCase(string Id, string Wrong, string Right)
{
    /// <summary>The oldest kernel that the object is for.</summary>
    public string Kernel { get; init; } = "5.10";

    /// <summary>The same for the code without the mistake; null when it is no other.</summary>
    public string? RightKernel { get; init; }

    public static FrontEndTest Test(string marked, string kernel) =>
        (marked.Contains("[BpfObject") ? FrontEndTest.Source(marked) : FrontEndTest.Members(marked)).With(new CompilerOptions(MinimumKernel: new Version(kernel)));
}
