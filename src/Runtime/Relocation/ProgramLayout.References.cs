using System.Buffers.Binary;
using BpfSharp.Btf;

namespace BpfSharp.Objects;

internal sealed partial class ProgramLayout
{
    // What the source register of a 64-bit load, or of a call, says the immediate is (include/uapi/linux/bpf.h).
    const byte PseudoMapFd = 1, PseudoMapValue = 2, PseudoBtfId = 3, PseudoKfuncCall = 2;

    /// <summary>The index of the first relocation at or after an offset.</summary>
    static int FirstReference(CodeSection section, int offset)
    {
        var relocations = section.Relocations;
        int low = 0, high = relocations.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (relocations[middle].Offset < offset) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    static CodeRelocation? FindReference(CodeSection section, int offset)
    {
        int at = FirstReference(section, offset);
        return at < section.Relocations.Length && section.Relocations[at].Offset == offset ? section.Relocations[at] : null;
    }

    /// <summary>Resolves references to maps, data and the kernel.</summary>
    void ApplyReferences(ProgramSpec function, int start)
    {
        var relocations = function.Code.Relocations;
        int end = function.Offset + function.Length;
        for (int i = FirstReference(function.Code, function.Offset); i < relocations.Length && relocations[i].Offset < end; i++)
        {
            var relocation = relocations[i];
            int instruction = start + (relocation.Offset - function.Offset) / InstructionSize;
            var code = At(instruction);
            if (code[0] == LoadImmediateOpcode && relocation.Offset + 2 * InstructionSize > end)
                throw Fail("A 64-bit load is cut off by the end of its function", function.Code, relocation.Offset);
            switch (relocation.Target)
            {
                case CodeTarget.Map:
                    SetSource(code, PseudoMapFd);
                    BinaryPrimitives.WriteInt32LittleEndian(code[4..], mapFd(relocation.Map!));
                    break;
                case CodeTarget.Data:
                    int addend = BinaryPrimitives.ReadInt32LittleEndian(code[4..]);
                    SetSource(code, PseudoMapValue);
                    BinaryPrimitives.WriteInt32LittleEndian(code[4..], mapFd(relocation.Map!));
                    BinaryPrimitives.WriteInt32LittleEndian(code[12..], addend + relocation.SymbolOffset);
                    _dataReferences.Add(new(instruction, relocation.Map!, addend + relocation.SymbolOffset));
                    break;
                case CodeTarget.ExternCall:
                    CallKernel(relocation.Extern!, instruction);
                    break;
                case CodeTarget.ExternAddress:
                    AddressKernel(relocation.Extern!, instruction);
                    break;
                default:
                    break; // functions: once they are laid out
            }
        }
    }

    void CallKernel(ExternSpec wanted, int instruction)
    {
        var code = At(instruction);
        var (module, id) = Find(BtfKind.Function, wanted.Name);
        if (id != 0)
        {
            SetSource(code, PseudoKfuncCall);
            // 0 is the kernel itself, others are places in the array of descriptors that is passed with the program.
            BinaryPrimitives.WriteInt16LittleEndian(code[2..], (short)(module + 1));
            BinaryPrimitives.WriteInt32LittleEndian(code[4..], id);
            return;
        }
        CorePatch.Poison(code[..InstructionSize], RelocationFailure.MissingKfuncHelper);
        _failures.Add(new(instruction, instruction, RelocationFailure.KernelFunction, wanted.Name, null, MissingReason(wanted)));
    }

    /// <summary>A weak symbol that is missing has the address 0, which programs test for.</summary>
    void AddressKernel(ExternSpec wanted, int instruction)
    {
        var code = At(instruction);
        if (wanted.Kind == ExternKind.Address)
        {
            ulong address = spec.Addresses.Find(wanted.Name);
            if (address == 0 && !wanted.IsWeak)
            {
                CorePatch.Poison(code, RelocationFailure.MissingKfuncHelper);
                _failures.Add(new(instruction, instruction, RelocationFailure.KernelSymbol, wanted.Name, null, spec.Addresses.MissingReason(wanted.Name)));
                return;
            }
            SetSource(code, 0);
            BinaryPrimitives.WriteUInt32LittleEndian(code[4..], (uint)address);
            BinaryPrimitives.WriteUInt32LittleEndian(code[12..], (uint)(address >> 32));
            return;
        }
        var (module, id) = Find(wanted.Kind == ExternKind.Function ? BtfKind.Function : BtfKind.Variable, wanted.Name);
        if (id == 0 && !wanted.IsWeak)
        {
            CorePatch.Poison(code, RelocationFailure.MissingKfuncHelper);
            _failures.Add(new(instruction, instruction, RelocationFailure.KernelSymbol, wanted.Name, null, MissingReason(wanted)));
            return;
        }
        // Before 6.4 the verifier takes addresses of variables only; programs ask of a function's whether it is there, no more.
        if (id != 0 && wanted.Kind == ExternKind.Function && Sys.RunningKernel.VersionCode() < (6 << 16 | 4 << 8))
        {
            SetSource(code, 0);
            BinaryPrimitives.WriteInt32LittleEndian(code[4..], 1);
            BinaryPrimitives.WriteInt32LittleEndian(code[12..], 0);
            return;
        }
        SetSource(code, id == 0 ? (byte)0 : PseudoBtfId);
        BinaryPrimitives.WriteInt32LittleEndian(code[4..], id);
        BinaryPrimitives.WriteInt32LittleEndian(code[12..], 0);
        if (module >= 0)
            _moduleAddresses.Add((instruction, module));
    }

    /// <summary>A type in the kernel or else in a module; the module is one of <see cref="_modules"/>, or -1.</summary>
    (int Module, int Id) Find(BtfKind kind, string name)
    {
        if (kernel is null) return (-1, 0);
        var (types, id) = kernel.FindWithModules(kind, name);
        if (types == kernel || id == 0) return (-1, id);
        int module = _modules.IndexOf(types.Name);
        if (module >= 0) return (module, id);
        _modules.Add(types.Name);
        return (_modules.Count - 1, id);
    }

    string MissingReason(ExternSpec wanted) => kernel is null
        ? "The kernel's types are not known: it was built without CONFIG_DEBUG_INFO_BTF."
        : $"The kernel ({kernel.Name}) has no {wanted.Name}, nor has a module that is loaded.";

    static void SetSource(Span<byte> code, byte source) => code[1] = (byte)(code[1] & 0xf | source << 4);
}
