namespace BpfSharp;

/// <summary>
/// Programs that another program may go on with (<c>BPF_MAP_TYPE_PROG_ARRAY</c>, kernel 4.2): a table of jumps that user code fills and
/// may change while the programs run.
/// </summary>
/// <remarks>
/// All programs in it, and those that jump through it, are of one kind (all XDP, all socket filters …). The object keeps its programs,
/// so places stay filled until the object is disposed.
/// </remarks>
public sealed class ProgramArray : HandleArray
{
    /// <summary>A typed view of a map.</summary>
    /// <param name="map">A program array.</param>
    /// <exception cref="ArgumentException">The map is of another kind.</exception>
    public ProgramArray(BpfMap map)
        : base(map, BpfMapType.ProgramArray)
    {
    }

    /// <summary>
    /// Goes on with the program at an index, which gets this one's context and whose result becomes this one's; there is no way back.
    /// Does nothing where there is no program at the index, or this is the 33rd jump in a row. Programs only.
    /// </summary>
    /// <param name="index">Index, from 0.</param>
    /// <exception cref="NotSupportedException">On a simulated host, where a method cannot be left for another: call that one in its test.</exception>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public void TailCall(int index)
    {
        if (Map.KernelSideContains(index))
            throw new NotSupportedException($"A SimulatedKernel cannot leave a method for the program at index {index} of {Map.Name}: test that program's method by itself.");
    }

    /// <summary>Fills a place. User code only.</summary>
    /// <param name="index">Index, from 0.</param>
    /// <param name="program">A loaded program of the kind that jumps here.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    /// <exception cref="InvalidOperationException">The program is not loaded.</exception>
    /// <exception cref="BpfException">The kernel refused: the program is of another kind than those that use the array.</exception>
    public void Set(int index, BpfProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (Map.IsSimulated)
            MapOperations.Set(Map, Checked(index), 1);
        else
            Enter(index, program.Handle, $"program {program.Name}");
    }

    /// <summary>Finds the program at an index. User code only.</summary>
    /// <param name="index">Index, from 0.</param>
    /// <param name="programId">Receives the kernel's id of the program (<see cref="BpfProgram.Id"/>).</param>
    /// <returns>False when the place is empty.</returns>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetProgramId(int index, out int programId) => MapOperations.TryGet(Map, Checked(index), out programId);
}
