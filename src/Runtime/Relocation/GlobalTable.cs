namespace BpfSharp.Objects;

/// <param name="Instruction">Index in the linked program.</param>
/// <param name="Section">The data section whose byte it takes the address of.</param>
/// <param name="Offset">Which byte.</param>
internal readonly record struct DataReference(int Instruction, MapSpec Section, int Offset);

/// <summary>Which globals the instructions of a linked program take the address of.</summary>
internal sealed class GlobalTable(IReadOnlyList<GlobalSpec> globals, IReadOnlyList<DataReference> references)
{
    /// <summary>The name of the global in which a byte lies, counted from the address that an instruction takes; null for none.</summary>
    public string? Find(int instruction, int offset)
    {
        foreach (var reference in references)
        {
            if (reference.Instruction != instruction)
                continue;
            int at = reference.Offset + offset;
            foreach (var global in globals)
            {
                if (ReferenceEquals(global.Section, reference.Section) && at >= global.Offset && at < global.Offset + global.Size)
                    return global.Name;
            }
        }

        return null;
    }
}
