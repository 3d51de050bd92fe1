using System.Buffers.Binary;
using BpfSharp.Btf;
using BpfSharp.Objects;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Types of modules that a program refers to, open while it is loaded.</summary>
internal readonly ref struct ModuleHandles
{
    private readonly FileHandle[] _handles;

    public ModuleHandles(LinkedProgram program, string operation)
    {
        _handles = new FileHandle[program.Modules.Count];
        // The first place means the kernel itself.
        Descriptors = _handles.Length == 0 ? [] : new int[_handles.Length + 1];
        for (int index = 0; index < _handles.Length; index++)
        {
            _handles[index] = ModuleTypes.Open(program.Modules[index], operation);
            Descriptors[index + 1] = _handles[index].Fd;
        }

        foreach (var (instruction, module) in program.ModuleAddresses)
            BinaryPrimitives.WriteInt32LittleEndian(program.Instructions.AsSpan((8 * instruction) + 12), _handles[module].Fd);
    }

    /// <summary>For the kernel; empty without modules.</summary>
    public int[] Descriptors { get; }

    public void Dispose()
    {
        foreach (var handle in _handles)
            handle.Dispose();
    }
}
