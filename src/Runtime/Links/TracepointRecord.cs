using BpfSharp.Objects;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>
/// What a program takes a tracepoint's record to be: a struct whose layout it fixes, or fields that relocation found in a kernel type. Either is
/// held against the kernel's description in tracefs, since nothing else says which record a tracepoint has.
/// </summary>
/// <param name="parameters">What the program's method declares; empty for object files.</param>
/// <param name="linked">The program for the running kernel.</param>
internal sealed class TracepointRecord(IReadOnlyList<BpfParameterDefinition> parameters, LinkedProgram linked)
{
    private readonly BpfParameterDefinition? _declared = parameters.FirstOrDefault(static parameter => parameter.Fields is { Count: > 0 });
    private readonly IReadOnlyList<RecordAccess> _reads = linked.Records;
    private readonly SourceLineTable _lines = linked.Lines;
    private readonly bool _isFromFile = parameters.Count == 0;

    /// <summary>Holds it against a tracepoint.</summary>
    /// <exception cref="BpfUnsupportedException">The kernel's record differs.</exception>
    public void Check(string target, string operation)
    {
        if ((_declared is null && _reads.Count == 0) || TracepointFormat.Read(target) is not { } format)
            return; // attaching says what is missing, with near names
        foreach (var field in _declared?.Fields ?? [])
        {
            if (Compare(field, format) is { } problem)
            {
                throw format.Differs(operation, $"The record of tracepoint {target} differs from the struct {_declared!.TypeName} that the program declares: {problem}.",
                    "Where kernels differ, a [KernelType(\"trace_event_raw_NAME\")] struct finds the fields by itself.");
            }
        }

        foreach (var read in _reads)
        {
            if (Compare(read, format) is { } problem)
            {
                string place = _lines.Find(read.Instruction) is { } line ? $" at {line}" : "";
                throw format.Differs(operation, $"The record of tracepoint {target} is no {read.Type}, of which the program reads {read.Field}{place}: {problem}.",
                    "Declare the record of the tracepoint's class, or a struct with the fields where its format has them.");
            }
        }
    }

    private string? Compare(BpfFieldDefinition field, TracepointFormat format)
    {
        string member = $"{_declared!.TypeName}.{field.Name}";
        if (format.Find(field.Name) is not { } found)
            return IsFiller(field.Name) ? null : $"it has no field {field.Name}.{format.Suggest(field.Name)}".TrimEnd('.');
        if (found.Offset != field.Offset)
            return $"its field {field.Name} is at byte {found.Offset}, and {member} at {field.Offset}";
        return found.Size != field.Size ? $"its field {field.Name} has {found.Size} bytes, and {member} {field.Size}" : null;
    }

    private string? Compare(RecordAccess read, TracepointFormat format)
    {
        int end = read.Offset + Math.Max(read.Size, 1);
        if (format.IsOfSystemCall)
        {
            // All of their records are read by one type, so only places can be compared. The number's type there is wider than the number;
            // objects of C do read it so, and libbpf loads them.
            return format.At(read.Offset) is { } at && (end <= at.Offset + at.Size || (_isFromFile && at.Offset == read.Offset)) ? null
                : $"it has no field in bytes {read.Offset} to {end - 1}";
        }

        string name = read.Field[..(read.Field.AsSpan().IndexOfAny('.', '[') is var cut and >= 0 ? cut : read.Field.Length)];
        if (name is "ent" or "__data") // what each record begins with, and what lies behind its end
            return null;
        if (format.Find(name) is not { } found)
            return $"it has no field {name}.{format.Suggest(name)}".TrimEnd('.');
        return read.Offset < found.Offset || end > found.Offset + found.Size
            ? $"its field {name} is in bytes {found.Offset} to {found.Offset + found.Size - 1}, and the type's in {read.Offset} to {end - 1}"
            : null;
    }

    /// <summary>What fills a gap begins with an underscore, as do some of the kernel's names.</summary>
    private static bool IsFiller(string name) => name.StartsWith('_') && !name.StartsWith("__data_loc_", StringComparison.Ordinal) && !name.StartsWith("__rel_loc_", StringComparison.Ordinal);
}
