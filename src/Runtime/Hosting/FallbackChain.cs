namespace BpfSharp;

/// <summary>A program and those that stand in for it, in order; one of them is loaded.</summary>
internal sealed class FallbackChain
{
    private readonly List<KernelProgram> _programs;
    private int _current;

    private FallbackChain(List<KernelProgram> programs) => _programs = programs;

    public KernelProgram Current => _programs[_current];

    public bool HasNext => _current + 1 < _programs.Count;

    public void MoveNext() => _current++;

    public void Reset() => _current = 0;

    /// <summary>Groups programs by what they stand in for.</summary>
    /// <exception cref="BpfObjectFormatException">A fallback is for no program, or two fallbacks are for each other.</exception>
    public static FallbackChain[] Build(IReadOnlyList<KernelProgram> programs)
    {
        var chains = new List<FallbackChain>();
        int placed = 0;
        foreach (var program in programs)
        {
            if (program.FallbackFor is not null)
                continue;
            var members = new List<KernelProgram> { program };
            for (int index = 0; index < members.Count; index++)
                members.AddRange(programs.Where(other => other.FallbackFor == members[index].Name));
            placed += members.Count;
            chains.Add(new(members));
        }

        if (placed != programs.Count)
        {
            var lost = programs.First(program => program.FallbackFor is { } primary && programs.All(other => other.Name != primary || other.FallbackFor is not null));
            throw new BpfObjectFormatException($"Program {lost.Name} is a fallback for {lost.FallbackFor}, which is not a program of the object or falls back on it in turn: correct FallbackFor.");
        }

        return [.. chains];
    }
}
