using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace BpfSharp.Generator.Source;

/// <summary>Values as C# source.</summary>
internal static class Literals
{
    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    public static string Bytes(ImmutableArray<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 4);
        foreach (byte b in bytes) text.Append(text.Length == 0 ? "" : ", ").Append(Number(b));
        return text.ToString();
    }
}
