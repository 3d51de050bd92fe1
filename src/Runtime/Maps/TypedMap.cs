namespace BpfSharp;

/// <summary>A map seen through C# types: base of all the classes that <see cref="BpfMapAttribute"/> properties may have.</summary>
/// <remarks>
/// The members marked "programs only" are what a program method calls in the kernel; user code may call them on a
/// <see cref="SimulatedKernel"/>. Those marked "user code only" are a diagnostic in a program.
/// </remarks>
public abstract class TypedMap
{
    private protected TypedMap(BpfMap map, params ReadOnlySpan<BpfMapType> types)
    {
        MapOperations.CheckKind(map, types);
        Map = map;
    }

    /// <summary>The map without its types: its id and sizes, and access by bytes. User code only.</summary>
    public BpfMap Map { get; }

    /// <summary>The map's name in its object. User code only.</summary>
    public string Name => Map.Name;
}
