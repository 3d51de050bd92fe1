using System.Runtime.InteropServices;
using System.Text;
using BpfSharp.Btf;
using BpfSharp.Sys;

namespace BpfSharp;

/// <summary>Finds the function of a loaded program that another program is to replace.</summary>
internal static unsafe class ReplacedFunctions
{
    /// <summary>struct bpf_prog_info up to <c>nr_func_info</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 136)]
    private struct ProgramInfo
    {
        [FieldOffset(128)]
        public uint BtfId;
    }

    /// <summary>struct bpf_btf_info, its first fields.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct BtfInfo
    {
        public ulong Btf;
        public uint BtfSize;
        public uint Id;
    }

    public static AttachTarget Find(KernelProgram program)
    {
        string operation = $"load program {program.Name} ({program.Section})";
        if (program.Replaced is not { } replaced)
            throw new BpfException(0, operation, "It takes the place of another program's function: name that program with SetTarget(program) before loading.");
        return Find(replaced, program.Kind.Target, operation);
    }

    /// <summary>A function of a loaded program; the program itself where none is named.</summary>
    public static AttachTarget Find(KernelProgram replaced, string? named, string operation)
    {
        string function = named ?? replaced.Name;
        var handle = replaced.Loaded;
        var types = ReadTypes(handle, replaced.Name, operation);
        int id = types.Find(BtfKind.Function, Encoding.UTF8.GetBytes(function));
        if (id == 0)
            throw new BpfUnsupportedException(null, Errno.ENOENT, operation, $"Program {replaced.Name} has no function {function}.{NearNames.Suggest(function, Functions(types))} Inlined functions are gone.");
        return new(id, handle, IsOwned: false);
    }

    private static IEnumerable<string> Functions(BtfTypes types)
    {
        for (int id = types.FirstId; id < types.EndId; id++)
        {
            if (types[id].Kind == BtfKind.Function)
                yield return Encoding.UTF8.GetString(types[id].Name);
        }
    }

    private static BtfTypes ReadTypes(FileHandle program, string name, string operation)
    {
        using var held = new HeldHandle(program);
        ProgramInfo info = default;
        if (ObjectInfo.Read(program, new Span<byte>(&info, sizeof(ProgramInfo))) == 0 || info.BtfId == 0)
            throw new BpfUnsupportedException(null, 0, operation, $"The kernel does not know the types of program {name}: it was loaded without.");
        var attribute = new ObjectIdAttribute { Id = info.BtfId };
        using var types = BpfSyscall.Open(BpfCommand.BtfGetFdById, ref attribute, out int errno)
            ?? throw PrivilegeErrors.Explain(errno, operation, Capability.SysAdmin) ?? new BpfException(errno, operation, "The kernel does not give the types of the replaced program.");
        BtfInfo size = default;
        _ = ObjectInfo.Read(types, new Span<byte>(&size, sizeof(BtfInfo)));
        byte[] bytes = new byte[size.BtfSize];
        fixed (byte* pointer = bytes)
        {
            var whole = new BtfInfo { Btf = (ulong)pointer, BtfSize = (uint)bytes.Length };
            if (ObjectInfo.Read(types, new Span<byte>(&whole, sizeof(BtfInfo))) == 0)
                throw new BpfException(Errno.EINVAL, operation, "The kernel does not give the types of the replaced program.");
        }

        return BtfTypes.Parse(bytes, name);
    }
}
