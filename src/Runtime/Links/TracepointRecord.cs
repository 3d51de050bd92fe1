using System.Globalization;

namespace BpfSharp;

/// <summary>Holds the struct that a program declares for a tracepoint's record against the kernel's description in tracefs.</summary>
internal static class TracepointRecord
{
    private readonly record struct Field(string Name, int Offset, int Size);

    /// <summary>Checks a program's record, if it has one whose layout it fixes.</summary>
    /// <exception cref="BpfUnsupportedException">The kernel's record differs.</exception>
    public static void Check(string target, string operation, IReadOnlyList<BpfParameterDefinition> parameters)
    {
        if (parameters.FirstOrDefault(static parameter => parameter.Fields is { Count: > 0 })?.Fields is not { } declared || TraceFs.Find() is not { } root)
            return;
        string path = $"{root}/events/{target}/format";
        if (target.Contains("..", StringComparison.Ordinal) || !File.Exists(path))
            return; // attaching says so, with near names
        List<Field> fields = [.. File.ReadLines(path).Select(Parse).OfType<Field>()];
        foreach (var field in declared)
        {
            string name = field.Name;
            int index = fields.FindIndex(known => known.Name == name);
            if (index < 0)
                throw Differs($"it has no field {name}.{NearNames.Suggest(name, fields.Select(static known => known.Name)).TrimEnd('?')}".TrimEnd('.'));
            var found = fields[index];
            if (found.Offset != field.Offset)
                throw Differs($"its field {name} is at byte {found.Offset}, and the program's at {field.Offset}");
            if (found.Size != field.Size)
                throw Differs($"its field {name} has {found.Size} bytes, and the program's {field.Size}");
        }

        BpfUnsupportedException Differs(string how) => new(null, 0, operation,
            $"The record of tracepoint {target} differs from the struct that the program declares: {how}. The kernel has {string.Join(", ", fields.Select(static field => $"{field.Name} at {field.Offset}"))} ({path}). "
            + "Where kernels differ, a [KernelType(\"trace_event_raw_NAME\")] struct finds the fields by itself.");
    }

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
        if (parts[0].StartsWith("__data_loc ", StringComparison.Ordinal))
            name = "__data_loc_" + name;
        return Number(parts[1], "offset:") is { } offset && Number(parts[2], "size:") is { } size ? new(name, offset, size) : null;
    }

    private static int? Number(string text, string label) =>
        text.StartsWith(label, StringComparison.Ordinal) && int.TryParse(text.AsSpan(label.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
