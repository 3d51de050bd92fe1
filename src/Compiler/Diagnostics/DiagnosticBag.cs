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

    /// <summary>The project, where others' source is compiled with it: places outside of it nobody can be shown. Null for none.</summary>
    public Compilation? Own { get; init; }

    /// <summary>What is shown for such a place: the call that led there.</summary>
    public Func<Location>? Caller { get; set; }

    /// <summary>What is shown where no call is known.</summary>
    public Location Fallback { get; init; } = Location.None;

    public void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments)
    {
        Diagnostic diagnostic = Diagnostic.Create(descriptor, location, arguments);
        if (Own is not null && location.SourceTree is { } tree && !Own.ContainsSyntaxTree(tree))
        {
            diagnostic = ForeignDiagnostic.At(Caller?.Invoke() ?? Fallback, diagnostic);
            location = diagnostic.Location;
        }
        HasErrors |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        if (_seen.Add((descriptor.Id, location, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))))
            _diagnostics.Add(diagnostic);
    }

    /// <summary>Notes that the C# itself does not compile, so that csc's error stands alone.</summary>
    public void NoteBrokenCode() => HasErrors = true;

    public ImmutableArray<Diagnostic> ToImmutable() => [.. _diagnostics];
}
