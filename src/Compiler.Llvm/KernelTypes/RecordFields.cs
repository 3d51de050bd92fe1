using System.Text;
using BpfSharp.Btf;

namespace BpfSharp.Compiler.Llvm.KernelTypes;

/// <param name="Source">The first kernel that has it.</param>
/// <param name="Bit">From the beginning of the struct there.</param>
/// <param name="BitSize">For bitfields; else 0.</param>
internal sealed record RecordField(KernelSource Source, string Name, int TypeId, long Bit, uint BitSize)
{
    /// <summary>The kernels that have it.</summary>
    public List<KernelSource> Kernels { get; } = [Source];
}

/// <summary>
/// The fields of a struct or union in all kernels that were given: those of the first, then those that only others have. What
/// is in structs and unions without a name is the struct's own, as in C.
/// </summary>
internal static class RecordFields
{
    const int Deepest = 32;

    // Nameless members within nameless members: damaged BTF may lead to the same ones again and again.
    const int MostVisits = 1 << 16;

    public static List<RecordField> Of(IEnumerable<(KernelSource Source, int Id)> definitions)
    {
        List<RecordField> fields = [];
        Dictionary<string, RecordField> byName = new(StringComparer.Ordinal);
        int left = MostVisits;
        foreach (var (source, id) in definitions) Add(source, id, 0, 0, ref left, fields, byName);
        return fields;
    }

    static void Add(KernelSource source, int id, long start, int depth, ref int left, List<RecordField> fields, Dictionary<string, RecordField> byName)
    {
        var type = source.Types[id];
        if (!type.IsComposite) return;
        for (int index = 0; index < type.Count; index++)
        {
            var member = type.Member(index);
            if (member.NameOffset == 0)
            {
                // One that is no struct only fills bits.
                if (depth < Deepest && left-- > 0) Add(source, source.Types.SkipModifiers(member.TypeId).Id, start + member.BitOffset, depth + 1, ref left, fields, byName);
                continue;
            }
            string name = Encoding.UTF8.GetString(source.Types.StringAt(member.NameOffset));
            if (byName.TryGetValue(name, out var known))
            {
                if (!known.Kernels.Contains(source)) known.Kernels.Add(source);
                continue;
            }
            byName[name] = known = new RecordField(source, name, member.TypeId, start + member.BitOffset, member.BitSize);
            fields.Add(known);
        }
    }
}
