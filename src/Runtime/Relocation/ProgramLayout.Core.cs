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
            string? problem = resolution.Problem ?? CorePatch.Apply(code, resolution, function.Section, relocation.Offset);
            if (problem is null)
            {
                if ((CoreKind)relocation.Kind == CoreKind.FieldByteOffset && resolution.Field is { } field && spec.Btf!.Types[relocation.TypeId].Name.StartsWith(RecordAccess.Prefix))
                    _records.Add(new(instruction, spec.Btf.Types.Describe(relocation.TypeId), field, (int)resolution.New.Value, (int)resolution.New.Size));
                continue;
            }
            CorePatch.Poison(code, RelocationFailure.PoisonHelper);
            _failures.Add(new(instruction, ((CoreKind)relocation.Kind).Describe(), spec.Btf!.Types.Describe(relocation.TypeId), resolution.Field, problem));
        }
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
