using System.Text;
using BpfSharp.Btf;

namespace BpfSharp.Objects;

/// <summary>
/// Resolves all CO-RE relocations of an object against one kernel. In the object's order, because a candidate that
/// one relocation of a type has ruled out is not considered by later ones, as in libbpf.
/// </summary>
internal sealed class CoreResolver
{
    readonly BtfTypes _local;
    readonly KernelBtf? _kernel;
    readonly Dictionary<int, List<Candidate>> _candidates = [];
    readonly Dictionary<KernelBtf, TypeComparer> _comparers = [];
    readonly Dictionary<CodeSection, CoreResolution[]> _results = [];

    /// <summary>Fields that the program takes the bits of, however many bytes the kernel has them in.</summary>
    readonly HashSet<(int Type, uint Access)> _taken = [];

    readonly record struct Candidate(TypeComparer Comparer, int Id);

    public CoreResolver(ObjectSpec spec, KernelBtf? kernel)
    {
        _kernel = kernel;
        if (spec.Btf is null) { _local = null!; return; } // no BTF, no relocations
        _local = spec.Btf.Types;
        foreach (var section in spec.CoreSections)
        {
            foreach (var relocation in section.CoreRelocations)
                if ((CoreKind)relocation.Kind == CoreKind.FieldLeftShift) _taken.Add((relocation.TypeId, relocation.AccessOffset));
        }
        foreach (var section in spec.CoreSections)
        {
            var relocations = section.CoreRelocations;
            var results = new CoreResolution[relocations.Length];
            for (int i = 0; i < results.Length; i++) results[i] = Resolve(relocations[i]);
            _results.Add(section, results);
        }
    }

    /// <summary>The kernel these results hold for.</summary>
    public KernelBtf? Kernel => _kernel;

    /// <summary>The result of the section's relocation of that index.</summary>
    public CoreResolution this[CodeSection section, int index] => _results[section][index];

    CoreResolution Resolve(CoreRelocation relocation)
    {
        try
        {
            var kind = (CoreKind)relocation.Kind;
            if (!kind.IsKnown()) return CoreResolution.Fail(null, $"The relocation kind {relocation.Kind} is not known; a newer BpfSharp may know it.");
            var path = LocalAccess.Read(_local, relocation);
            string? field = FieldNames.Describe(_local, path, kind);
            if (kind == CoreKind.TypeIdLocal)
            {
                var id = new CoreValue((uint)relocation.TypeId, IsExact: false);
                return new CoreResolution(id, id, false, false, field, null);
            }
            var old = CoreValue.Compute(kind, _local, path);
            if (old.Problem is not null) return CoreResolution.Fail(field, $"The local type cannot be used so: {old.Problem}.");
            if (_kernel is null) return CoreResolution.Fail(field, "The kernel's types are not known: it was built without CONFIG_DEBUG_INFO_BTF.");
            var resolution = Resolve(relocation.TypeId, kind, path, field, old);
            return resolution.IsCut && _taken.Contains((relocation.TypeId, relocation.AccessOffset)) ? resolution with { IsCut = false } : resolution;
        }
        catch (BpfObjectFormatException damage)
        {
            return new CoreResolution(default, default, false, false, null, null, damage);
        }
    }

    CoreResolution Resolve(int localId, CoreKind kind, AccessPath path, string? field, CoreValue old)
    {
        var local = _local[localId];
        if (local.Name.IsEmpty) return CoreResolution.Fail(field, "The local type has no name to look for in the kernel.");
        if (!_candidates.TryGetValue(localId, out var candidates)) _candidates.Add(localId, candidates = FindCandidates(local));

        AccessPath? chosen = null;
        CoreValue value = default;
        BtfTypes? target = null;
        int kept = 0;
        for (int i = 0; i < candidates.Count; i++)
        {
            var candidate = candidates[i];
            candidate.Comparer.Reset();
            var found = TargetAccess.Find(candidate.Comparer, path, kind, candidate.Id);
            if (candidate.Comparer.IsExhausted) return CoreResolution.Fail(field, "The types are nested too deeply to compare.");
            if (found is null) continue;
            var answer = CoreValue.Compute(kind, candidate.Comparer.Target, found);
            if (chosen is not null && (found.BitOffset != chosen.BitOffset || answer.Value != value.Value || (answer.Problem is null) != (value.Problem is null)))
                return CoreResolution.Fail(field, $"The kernel has several types named {Encoding.UTF8.GetString(Flavour.Strip(local.Name))} that differ in this.");
            if (chosen is null) (chosen, value, target) = (found, answer, candidate.Comparer.Target);
            candidates[kept++] = candidate;
        }
        if (chosen is null)
        {
            value = CoreValue.Compute(kind, _local, null);
            return value.Problem is null
                ? new CoreResolution(old, value, false, false, field, null)
                : CoreResolution.Fail(field, WhyMissing(local, field, candidates));
        }
        candidates.RemoveRange(kept, candidates.Count - kept);
        if (value.Problem is not null) return CoreResolution.Fail(field, $"The kernel's type cannot be used so: {value.Problem}.");
        return new CoreResolution(old, value, old.Size != value.Size && !CanResize(_local[old.TypeId], target![value.TypeId]), value.Size < old.Size && IsNumber(old.TypeId), field, null);
    }

    /// <summary>Whether the local type is one that is read in one piece, or an array of such. Of a struct, the declared size says nothing.</summary>
    bool IsNumber(int id)
    {
        var type = _local.SkipModifiers(id);
        for (int depth = 0; type.Kind == BtfKind.Array && depth < AccessPath.MaximumDepth; depth++) type = _local.SkipModifiers(type.ElementTypeId);
        return type.Kind is BtfKind.Int or BtfKind.Pointer || type.IsAnyEnum;
    }

    /// <summary>Zero-extending loads keep their meaning at another width: those of pointers and of unsigned integers.</summary>
    static bool CanResize(BtfType old, BtfType now)
        => (old.Kind == BtfKind.Pointer && now.Kind == BtfKind.Pointer)
        || (old.Kind == BtfKind.Int && now.Kind == BtfKind.Int && old.IntEncoding != 1 && now.IntEncoding != 1);

    /// <summary>Types of the same name without flavour and of the same kind: the kernel's, or else its modules'.</summary>
    List<Candidate> FindCandidates(BtfType local)
    {
        var found = new List<Candidate>();
        AddCandidates(local, _kernel!, found);
        if (found.Count > 0) return found;
        foreach (var module in _kernel!.Modules) AddCandidates(local, module, found);
        return found;
    }

    void AddCandidates(BtfType local, KernelBtf kernel, List<Candidate> found)
    {
        if (!_comparers.TryGetValue(kernel, out var comparer)) _comparers.Add(kernel, comparer = new TypeComparer(_local, kernel.Types));
        var named = new List<int>();
        kernel.Types.FindCandidates(Flavour.Strip(local.Name), named);
        foreach (int id in named)
        {
            var type = kernel.Types[id];
            if (type.Kind == local.Kind || (type.IsAnyEnum && local.IsAnyEnum)) found.Add(new Candidate(comparer, id));
        }
    }

    string WhyMissing(BtfType local, string? field, List<Candidate> candidates)
    {
        string type = _local.Describe(local.Id);
        return candidates.Count == 0 ? $"The kernel ({_kernel!.Name}) has no {type}."
            : $"{type} of the kernel ({_kernel!.Name}) has no {field ?? "agreeing type"}, or one of another type.{(field is null ? "" : NearMembers.Suggest(candidates[0].Comparer.Target, candidates[0].Id, field))}";
    }
}
