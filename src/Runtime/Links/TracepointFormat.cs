using System.Globalization;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>A tracepoint's record as the running kernel describes it, <c>events/CATEGORY/NAME/format</c> in tracefs.</summary>
internal sealed class TracepointFormat
{
    internal readonly record struct Field(string Name, int Offset, int Size);

    private readonly string _path;
    private readonly List<Field> _fields;

    private TracepointFormat(string path, List<Field> fields, bool isOfSystemCall) => (_path, _fields, IsOfSystemCall) = (path, fields, isOfSystemCall);

    /// <summary>Whether it is the record of one system call: those have no types of their own.</summary>
    public bool IsOfSystemCall { get; }

    /// <summary>The description; null where tracefs is not readable or has no such tracepoint.</summary>
    public static TracepointFormat? Read(string target)
    {
        if (TraceFs.Find() is not { } root || target.Contains("..", StringComparison.Ordinal))
            return null;
        string path = $"{root}/events/{target}/format";
        return File.Exists(path) ? new(path, [.. File.ReadLines(path).Select(Parse).OfType<Field>()], target.StartsWith("syscalls/", StringComparison.Ordinal)) : null;
    }

    public Field? Find(string name) => Pick(_fields.FindIndex(known => known.Name == name));

    /// <summary>The field that has a byte.</summary>
    public Field? At(int offset) => Pick(_fields.FindIndex(known => offset >= known.Offset && offset < known.Offset + known.Size));

    public string Suggest(string name) => NearNames.Suggest(name, _fields.Select(static known => known.Name)).TrimEnd('?');

    public BpfUnsupportedException Differs(string operation, string how, string next) => new(null, 0, operation,
        $"{how} Linux {RunningKernel.Release} has {string.Join(", ", _fields.Select(static field => $"{field.Name} at {field.Offset}"))} ({_path}). {next}");

    private Field? Pick(int index) => index < 0 ? null : _fields[index];

    /// <summary><c>\tfield:const char * filename;\toffset:24;\tsize:8;\tsigned:0;</c></summary>
    private static Field? Parse(string line)
    {
        const string start = "\tfield:";
        if (!line.StartsWith(start, StringComparison.Ordinal))
            return null;
        string[] parts = line[start.Length..].Split(';', StringSplitOptions.TrimEntries);
        if (parts.Length < 3)
            return null;
        string name = parts[0][(parts[0].LastIndexOf(' ') + 1)..];
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        if (bracket >= 0)
            name = name[..bracket];
        // Of what has no place of its own, the record has an offset and a length.
        foreach (string kind in (ReadOnlySpan<string>)["__data_loc", "__rel_loc"])
        {
            if (parts[0].StartsWith(kind + " ", StringComparison.Ordinal))
                name = $"{kind}_{name}";
        }

        return Number(parts[1], "offset:") is { } offset && Number(parts[2], "size:") is { } size ? new(name, offset, size) : null;
    }

    private static int? Number(string text, string label) =>
        text.StartsWith(label, StringComparison.Ordinal) && int.TryParse(text.AsSpan(label.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
