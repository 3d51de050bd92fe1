using System.Collections;

namespace BpfSharp;

/// <summary>An object's programs, in the object's order and by name.</summary>
public sealed class BpfProgramCollection : IReadOnlyList<BpfProgram>
{
    private readonly BpfProgram[] _programs;

    internal BpfProgramCollection(BpfProgram[] programs) => _programs = programs;

    /// <inheritdoc/>
    public int Count => _programs.Length;

    /// <inheritdoc/>
    public BpfProgram this[int index] => _programs[index];

    /// <summary>A program by the name of its method or function.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public BpfProgram this[string name] =>
        Find(name) ?? throw new KeyNotFoundException($"There is no program {name}; there is {string.Join(", ", _programs.Select(static program => program.Name))}.");

    /// <summary>A program by name; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public BpfProgram? Find(string name) => Array.Find(_programs, program => program.Name == name);

    /// <inheritdoc/>
    public IEnumerator<BpfProgram> GetEnumerator() => ((IEnumerable<BpfProgram>)_programs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
