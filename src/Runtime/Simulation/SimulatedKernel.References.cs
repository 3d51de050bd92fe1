namespace BpfSharp;

public sealed unsafe partial class SimulatedKernel
{
    /// <summary>
    /// How many references there are to an object: those that programs own (<see cref="BpfOwned{T}"/>), and those that elements of maps keep
    /// (<see cref="BpfKptr{T}"/>). 0 when all were given back.
    /// </summary>
    /// <param name="pointer">The object.</param>
    /// <returns>The number.</returns>
    public int CountReferences(void* pointer) => References.Count((nint)pointer);
}
