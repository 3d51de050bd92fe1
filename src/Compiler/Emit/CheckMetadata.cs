using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>
/// Tells the worker of the places where C# would throw. What is left of them LLVM decides after this: the worker looks and
/// writes it into the object (<c>CheckSection</c>). One text each, the way it will stand there, behind the number of its counter.
/// </summary>
internal static class CheckMetadata
{
    /// <summary>The named metadata that holds the texts.</summary>
    public const string Name = "bpfsharp.checks";

    public static string Define(EmitContext context)
    {
        if (context.Module.Checks.Count == 0)
            return "";
        List<string> nodes = [];
        string? file = null;
        foreach (IrCheck check in context.Module.Checks)
        {
            if (check.Span.File != file)
                Add("file " + (file = check.Span.File));
            Add(FormattableString.Invariant($"{check.Counter?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"} {check.Span.Line},{check.Span.Column} {check.Exception}"));
        }
        return $"!{Name} = !{{{string.Join(", ", nodes)}}}\n";

        void Add(string text) => nodes.Add(context.Metadata.Add(new System.Text.StringBuilder("!{!").AppendQuoted(text).Append('}').ToString()));
    }
}
