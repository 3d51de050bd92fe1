namespace BpfSharp.Objects;

internal sealed partial class ProgramLayout
{
    void ApplyCore(ProgramSpec function, int start)
    {
        var relocations = function.Code.CoreRelocations;
        int end = function.Offset + function.Length;
        for (int i = FirstCore(relocations, function.Offset); i < relocations.Length && relocations[i].Offset < end; i++)
        {
            var relocation = relocations[i];
            var resolution = core[function.Code, i];
            if (resolution.Damage is { } damage) throw damage;
            int instruction = start + (relocation.Offset - function.Offset) / InstructionSize;
            var code = _code.AsSpan(instruction * InstructionSize, end - relocation.Offset);
            string? problem = resolution.Problem ?? Cut(code, resolution) ?? CorePatch.Apply(code, resolution, function.Section, relocation.Offset);
            if (problem is null)
            {
                if ((CoreKind)relocation.Kind == CoreKind.FieldByteOffset && resolution.Field is { } field && spec.Btf!.Types[relocation.TypeId].Name.StartsWith(RecordAccess.Prefix))
                    _records.Add(new(instruction, spec.Btf.Types.Describe(relocation.TypeId), field, (int)resolution.New.Value, (int)resolution.New.Size));
                continue;
            }
            int use = instruction + OffsetUse.Find(code);
            CorePatch.Poison(code, RelocationFailure.PoisonHelper);
            _failures.Add(new(instruction, use, ((CoreKind)relocation.Kind).Describe(), spec.Btf!.Types.Describe(relocation.TypeId), resolution.Field, problem));
        }
    }

    /// <summary>
    /// Loads take the kernel's width. The kernel's read helper is told the declared one: libbpf leaves that to the author, and so it is done with
    /// objects by others; what C# declares is held against the kernel.
    /// </summary>
    string? Cut(ReadOnlySpan<byte> code, CoreResolution resolution)
    {
        bool isLoad = (code[0] & 7) is 1 or 2 or 3;
        if (!spec.IsCSharp || !resolution.IsCut || isLoad) return null;
        uint size = resolution.New.Size;
        return size == 0
            ? "The kernel has a bitfield there: mark the declared field with [KernelBitfield]."
            : $"The kernel's field has {size} bytes, of which {resolution.Old.Size} would be read, and with them what follows it: declare it with {size} bytes, which is right on kernels where it is wider, too.";
    }

    static int FirstCore(CoreRelocation[] relocations, int offset)
    {
        int low = 0, high = relocations.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (relocations[middle].Offset < offset) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
