using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>Makes loadable programs of an object's functions.</summary>
internal static class ProgramLinker
{
    /// <summary>Copies a program, appends its subprograms and resolves every reference.</summary>
    /// <param name="spec">The object.</param>
    /// <param name="program">One of its programs.</param>
    /// <param name="kernel">The kernel's types; null when it has none, which fails every CO-RE relocation.</param>
    /// <param name="mapFd">The file descriptor of a created map.</param>
    /// <exception cref="BpfObjectFormatException">A relocation is malformed.</exception>
    public static LinkedProgram Link(ObjectSpec spec, ProgramSpec program, KernelBtf? kernel, Func<MapSpec, int> mapFd)
        => new ProgramLayout(spec, spec.ResolveCore(kernel), kernel, mapFd).Link(program);
}
