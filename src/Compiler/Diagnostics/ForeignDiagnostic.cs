using System.Globalization;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Diagnostics;

/// <summary>What is wrong in the source of a library is said where the library is used, with the file and the line there.</summary>
internal static class ForeignDiagnostic
{
    public static Diagnostic At(Location call, Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        string text = string.Format(
            CultureInfo.InvariantCulture, "{0} (in {1}({2},{3}), which is called here)",
            diagnostic.GetMessage(CultureInfo.InvariantCulture), place.Path, place.StartLinePosition.Line + 1, place.StartLinePosition.Character + 1);
        DiagnosticDescriptor like = diagnostic.Descriptor;
        DiagnosticDescriptor descriptor = new(
            like.Id, like.Title, "{0}", like.Category, like.DefaultSeverity, like.IsEnabledByDefault, helpLinkUri: like.HelpLinkUri, customTags: [.. like.CustomTags]);
        return Diagnostic.Create(descriptor, call, text);
    }
}
