using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>Collects what one compilation has to say; the same thing is said once per place.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly HashSet<(string Id, Location Location, string Message)> _seen = [];

    /// <summary>
    /// Whether an object must not be produced: an error was reported here, or C# itself is broken (which csc reports).
    /// </summary>
    public bool HasErrors { get; private set; }

    public void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments)
    {
        Diagnostic diagnostic = Diagnostic.Create(descriptor, location, arguments);
        HasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        if (_seen.Add((descriptor.Id, location, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))))
            _diagnostics.Add(diagnostic);
    }

    /// <summary>Notes that the C# itself does not compile, so that csc's error stands alone.</summary>
    public void NoteBrokenCode() => HasErrors = true;

    public ImmutableArray<Diagnostic> ToImmutable() => [.. _diagnostics];
}
