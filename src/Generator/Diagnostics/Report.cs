using BpfSharp.Compiler.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace BpfSharp.Generator.Diagnostics;

/// <summary>A diagnostic without its syntax tree, so that it can be compared and kept between runs.</summary>
/// <param name="Path">The file; empty for none.</param>
internal sealed record Report(string Id, string Title, string Message, DiagnosticSeverity Severity, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Report Of(Diagnostic diagnostic)
    {
        var lines = diagnostic.Location.GetLineSpan();
        return new Report(
            diagnostic.Id, diagnostic.Descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture),
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), diagnostic.DefaultSeverity,
            lines.Path ?? "", diagnostic.Location.SourceSpan, lines.Span);
    }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(
            Id, "BpfSharp", Message, Severity, Severity, isEnabledByDefault: true, warningLevel: Severity == DiagnosticSeverity.Error ? 0 : 1,
            title: Title, helpLink: DiagnosticDescriptors.HelpLink(Id), location: Path.Length == 0 ? Location.None : Location.Create(Path, Span, Lines));
}
