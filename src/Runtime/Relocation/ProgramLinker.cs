using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>Makes loadable programs of an object's functions.</summary>
internal static class ProgramLinker
{
    /// <summary>Copies a program, appends its subprograms and resolves every reference.</summary>
    /// <param name="spec">The object.</param>
    /// <param name="program">One of its programs.</param>
    /// <param name="described">The types that CO-RE relocates to; null when there are none, which fails every such relocation.</param>
    /// <param name="mapFd">The file descriptor of a created map.</param>
    /// <param name="running">The types whose ids the kernel takes for its functions and symbols; null for the same.</param>
    /// <exception cref="BpfObjectFormatException">A relocation is malformed.</exception>
    public static LinkedProgram Link(ObjectSpec spec, ProgramSpec program, KernelBtf? described, Func<MapSpec, int> mapFd, KernelBtf? running = null)
        => new ProgramLayout(spec, spec.ResolveCore(described), running ?? described, mapFd).Link(program);
}
