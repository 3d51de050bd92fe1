using BpfSharp.Objects;

namespace BpfSharp;

/// <summary>
/// Finds in an object what the generated class says is there, and refuses when they disagree: sizes that differ would
/// read and write the wrong memory.
/// </summary>
internal static class DefinitionMatcher
{
    private const string NextStep = "The class and its object were not made together: rebuild the project.";

    public static KernelMap FindMap(KernelObject from, BpfMapDefinition definition)
    {
        var map = from.Maps.FirstOrDefault(map => map.Name == definition.Name)
            ?? throw new BpfObjectFormatException($"Object {from.Spec.Name} has no map {definition.Name}. {NextStep}");
        if (map.Type != definition.Type || map.KeySize != definition.KeySize || map.ValueSize != definition.ValueSize)
        {
            throw new BpfObjectFormatException(
                $"Map {map.Name} is a {map.Type} map with keys of {map.KeySize} and values of {map.ValueSize} bytes, the class expects {definition.Type}, {definition.KeySize} and {definition.ValueSize}. {NextStep}");
        }

        return map;
    }

    public static KernelProgram FindProgram(KernelObject from, BpfProgramDefinition definition)
    {
        var program = from.Programs.FirstOrDefault(program => program.Name == definition.Name)
            ?? throw new BpfObjectFormatException($"Object {from.Spec.Name} has no program {definition.Name}. {NextStep}");
        if (program.Section != definition.Section)
            throw new BpfObjectFormatException($"Program {program.Name} is in section {program.Section}, the class expects {definition.Section}. {NextStep}");
        return program;
    }

    /// <summary>A global; null when the object does without it.</summary>
    public static GlobalSpec? FindGlobal(KernelObject from, BpfGlobalDefinition definition)
    {
        var global = from.FindGlobal(definition.Name);
        if (global is null)
            return null;
        if (global.Size != definition.Size || global.Section.IsReadOnlyData != definition.IsReadOnly)
        {
            throw new BpfObjectFormatException(
                $"Global {global.Name} has {global.Size} bytes in {global.Section.Name}, the class expects {definition.Size} bytes{(definition.IsReadOnly ? " read-only" : "")}. {NextStep}");
        }

        Check(from, global);
        return global;
    }

    /// <summary>Counters the compiler made; null when the object does without them.</summary>
    public static GlobalSpec? FindCounters(KernelObject from, string name, int count)
    {
        var global = from.FindGlobal(name);
        if (global is null)
            return null;
        if (global.Size < count * sizeof(ulong))
            throw new BpfObjectFormatException($"The counters {name} have {global.Size} bytes, the class expects {count * sizeof(ulong)}. {NextStep}");
        Check(from, global);
        return global;
    }

    /// <summary>The object may be hostile: a symbol must lie inside its section.</summary>
    private static void Check(KernelObject from, GlobalSpec global) => from.GlobalBytes(global);
}
