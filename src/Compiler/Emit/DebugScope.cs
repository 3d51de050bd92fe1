using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>A function's debug metadata: what it is called, its parameters, and where its instructions come from.</summary>
internal sealed class DebugScope
{
    /// <summary>BTF packs a line and a ten-bit column into one word.</summary>
    const int MaxColumn = 1023;

    readonly EmitContext context;
    readonly string file;
    readonly Dictionary<string, string> otherFiles = new(StringComparer.Ordinal);

    public DebugScope(EmitContext context, IrFunction function)
    {
        this.context = context;
        file = function.Span.File is { Length: > 0 } path ? path : context.MainFile;
        Subprogram = context.Metadata.Reserve();
        context.Metadata.Define(Subprogram, Node(function));
    }

    public string Subprogram { get; }

    public void AppendLocation(StringBuilder text, SourceSpan span)
    {
        string path = span.File is { Length: > 0 } own ? own : file;
        int line = Math.Max(0, span.Line);
        string fileReference = context.Files.Reference(path, line);
        text.Append("!DILocation(line: ").AppendNumber(line).Append(", column: ")
            .AppendNumber(Math.Max(0, Math.Min(MaxColumn, span.Column))).Append(", scope: ").Append(Scope(path, fileReference)).Append(')');
    }

    string Scope(string path, string fileReference)
    {
        if (path == file)
            return Subprogram;
        if (!otherFiles.TryGetValue(path, out string? scope))
        {
            scope = context.Metadata.Add($"!DILexicalBlockFile(scope: {Subprogram}, file: {fileReference}, discriminator: 0)");
            otherFiles.Add(path, scope);
        }
        return scope;
    }

    string Node(IrFunction function)
    {
        int line = Math.Max(0, function.Span.Line);
        string fileReference = context.Files.Reference(file, line);
        string type = context.Types.Function(function.ReturnDebugType, function.Parameters.Select(p => p.DebugType));
        var node = new StringBuilder("distinct !DISubprogram(name: \"").Append(BtfNames.ToIdentifier(function.Name))
            .Append("\", scope: ").Append(fileReference).Append(", file: ").Append(fileReference)
            .Append(", line: ").AppendNumber(line).Append(", type: ").Append(type).Append(", scopeLine: ").AppendNumber(line)
            .Append(", flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized");
        if (function.Linkage != IrLinkage.Program)
            node.Append(" | DISPFlagLocalToUnit");
        node.Append(", unit: ").Append(context.CompileUnit).Append(", retainedNodes: !{");
        // The kernel refuses a function whose BTF parameters have no names; the backend takes them from here.
        for (int i = 0; i < function.Parameters.Count; i++)
            node.Append(i == 0 ? "" : ", ").Append(Parameter(function.Parameters[i], i + 1, fileReference, line));
        node.Append('}');
        if (function.Linkage == IrLinkage.Program && context.ArchitectureTag is { } tag)
            node.Append(", annotations: ").Append(tag);
        return node.Append(')').ToString();
    }

    string Parameter(IrParameter parameter, int position, string fileReference, int line) =>
        context.Metadata.Add(new StringBuilder("!DILocalVariable(name: \"").Append(BtfNames.ToIdentifier(parameter.Name))
            .Append("\", arg: ").AppendNumber(position).Append(", scope: ").Append(Subprogram).Append(", file: ").Append(fileReference)
            .Append(", line: ").AppendNumber(line).Append(", type: ").Append(context.Types.Reference(parameter.DebugType)).Append(')').ToString());
}
