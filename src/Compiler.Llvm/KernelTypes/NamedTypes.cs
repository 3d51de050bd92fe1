using BpfSharp.Btf;

namespace BpfSharp.Compiler.Llvm.KernelTypes;

/// <summary>
/// Gives each kernel type its C# type. C has one space of names for structs, unions and enums and another for typedefs, and
/// several files of the kernel may use a name for different things; C# has one space.
/// </summary>
internal sealed class NamedTypes
{
    readonly Dictionary<(KernelSource Source, int Id), NamedType> byId = [];
    readonly Dictionary<string, NamedType> byName = new(StringComparer.Ordinal);

    public NamedTypes(IReadOnlyList<KernelSource> sources, IEnumerable<string> reserved)
    {
        HashSet<string> taken = new(reserved, StringComparer.Ordinal);
        foreach (var source in sources) AddTags(source, taken);
        foreach (var source in sources) AddTypedefs(source, taken);
        foreach (var source in sources) AddForwards(source, taken);
        All = [.. byName.Values.OrderBy(static type => type.Name, StringComparer.Ordinal)];
    }

    public IReadOnlyList<NamedType> All { get; }

    /// <summary>The C# type of a struct, union or enum; null for one without any name.</summary>
    public NamedType? Find(KernelSource source, int id) => byId.GetValueOrDefault((source.OwnerOf(id), id));

    void AddTags(KernelSource source, HashSet<string> taken)
    {
        HashSet<string> used = new(StringComparer.Ordinal);
        for (int id = source.Types.FirstId; id < source.Types.EndId; id++)
        {
            var type = source.Types[id];
            if ((type.IsComposite || type.IsAnyEnum) && !type.Name.IsEmpty)
                Add(source, id, KernelSource.Text(type), type.Kind, isTypedef: false, used, taken);
        }
    }

    void AddTypedefs(KernelSource source, HashSet<string> taken)
    {
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (var (id, name) in source.TypedefNames.OrderBy(static pair => pair.Key))
            Add(source, id, name, source.Types[id].Kind, isTypedef: true, used, taken);
    }

    /// <summary>Types that the kernel only has pointers to stand for the types of that name, or for themselves.</summary>
    void AddForwards(KernelSource source, HashSet<string> taken)
    {
        HashSet<string> used = new(StringComparer.Ordinal);
        for (int id = source.Types.FirstId; id < source.Types.EndId; id++)
        {
            var type = source.Types[id];
            if (type.Kind != BtfKind.Forward || type.Name.IsEmpty) continue;
            string name = KernelSource.Text(type);
            if (byName.TryGetValue(name, out var known) && !known.IsEnum) byId[(source, id)] = known;
            else Add(source, id, name, type.Flag ? BtfKind.Union : BtfKind.Struct, isTypedef: false, used, taken);
        }
    }

    /// <param name="used">The C# names that this kernel has used already.</param>
    /// <param name="taken">Those that are something else altogether.</param>
    void Add(KernelSource source, int id, string kernelName, BtfKind kind, bool isTypedef, HashSet<string> used, HashSet<string> taken)
    {
        string name = kernelName;
        for (int number = 2; !Fits(name); number++) name = $"{kernelName}___{number}";
        if (!byName.TryGetValue(name, out var type)) byName[name] = type = new NamedType(name, kernelName, kind, isTypedef);
        type.Definitions.Add((source, id));
        byId[(source, id)] = type;
        used.Add(name);

        // Two kernels' types of one name are one type, two of one kernel are not.
        bool Fits(string candidate) => !used.Contains(candidate) && !taken.Contains(candidate)
            && (!byName.TryGetValue(candidate, out var other) || (other.IsTypedef == isTypedef && IsAlike(other.Kind, kind)));
    }

    // Enums have grown from one kind into the other.
    static bool IsAlike(BtfKind one, BtfKind other) => one == other || (one is BtfKind.Enum or BtfKind.Enum64 && other is BtfKind.Enum or BtfKind.Enum64);
}
