using System.Text;
using BpfSharp.Compiler.Ir;

namespace BpfSharp.Compiler.Emit;

/// <summary>
/// The C# files that locations name. Each node carries the text of the lines that are used, which the backend puts
/// into BTF line info. Without one it would read the file from disk: so every file has a text, if only an empty line.
/// </summary>
internal sealed class DebugFiles(IrModule module, MetadataWriter metadata)
{
    readonly Dictionary<string, (string Reference, HashSet<int> Lines)> files = new(StringComparer.Ordinal);
    readonly List<string> order = [];

    public string Reference(string path) => Get(path).Reference;

    /// <summary>The file's node, whose text will hold this line.</summary>
    public string Reference(string path, int line)
    {
        (string reference, HashSet<int> lines) = Get(path);
        lines.Add(line);
        return reference;
    }

    /// <summary>Defines the nodes. Called once, when all lines are known.</summary>
    public void Define()
    {
        foreach (string path in order)
        {
            (string reference, HashSet<int> lines) = files[path];
            // The whole path is the file's name, so that backend messages carry it; the directory says nothing more.
            var node = new StringBuilder("!DIFile(filename: ").AppendQuoted(path).Append(", directory: \"\", source: ");
            module.Sources.TryGetValue(path, out string? source);
            metadata.Define(reference, node.AppendQuoted(SourceLines.Keep(source ?? "", lines)).Append(')').ToString());
        }
    }

    (string Reference, HashSet<int> Lines) Get(string path)
    {
        if (!files.TryGetValue(path, out var file))
        {
            file = (metadata.Reserve(), []);
            files.Add(path, file);
            order.Add(path);
        }
        return file;
    }
}
