using System.Collections.Immutable;
using BpfSharp.Compiler.Binding;
using BpfSharp.Compiler.Ir;
using BpfSharp.Compiler.Types;

namespace BpfSharp.Compiler.Lowering;

/// <summary>
/// Counters that the compiler keeps in the object: how often a program trapped, by place, and how many ring buffer
/// records were dropped, by map. They exist in the object only when something can count.
/// </summary>
internal sealed class TrapTable(IrModule module, DebugTypeMap debugTypes, int mapCount)
{
    private readonly Dictionary<TrapSiteModel, int> _sites = [];
    private readonly List<TrapSiteModel> _ordered = [];
    private readonly HashSet<TrapSiteModel> _settled = [];
    private IrGlobal? _traps, _dropped;

    public ImmutableArray<TrapSiteModel> Sites => [.. _ordered];

    /// <summary>The counter of a place where C# would throw.</summary>
    public (IrGlobal Table, int Index) Site(SourceSpan span, string reason)
    {
        TrapSiteModel site = new(span.File, span.Line, span.Column, reason);
        if (!_sites.TryGetValue(site, out int index))
        {
            _sites[site] = index = _ordered.Count;
            _ordered.Add(site);
        }
        _traps ??= Add("bpfsharp_traps");
        _traps.Size = 8 * _ordered.Count;
        return (_traps, index);
    }

    /// <summary>A place where C# would throw, were it not for constants: nothing is emitted, but the object tells of it.</summary>
    public void Settled(SourceSpan span, string reason) => _settled.Add(new(span.File, span.Line, span.Column, reason));

    /// <summary>The table of dropped records, indexed like the object's maps.</summary>
    public IrGlobal Dropped => _dropped ??= Add("bpfsharp_dropped", mapCount);

    /// <summary>Settles the tables' final types once all programs are lowered.</summary>
    public void Complete()
    {
        if (_traps is not null)
            _traps.DebugType = new DebugArray(debugTypes.UInt64, _ordered.Count);
        // A helper's place may be settled at one of its calls only; then it has a counter, and what became of that is what counts.
        IEnumerable<(TrapSiteModel Site, int? Counter)> all = _sites.Select(pair => (pair.Key, (int?)pair.Value)).Concat(_settled.Where(site => !_sites.ContainsKey(site)).Select(site => (site, (int?)null)));
        foreach ((TrapSiteModel site, int? counter) in all.OrderBy(check => check.Site.File, StringComparer.Ordinal).ThenBy(check => check.Site.Line).ThenBy(check => check.Site.Column).ThenBy(check => check.Site.Reason, StringComparer.Ordinal))
            module.Checks.Add(new IrCheck(new SourceSpan(site.File, site.Line, site.Column), TrapReasons.ExceptionOf(site.Reason), counter));
    }

    private IrGlobal Add(string name, int length = 1)
    {
        IrGlobal global = new(name, ".bss", 8 * length, 8, new DebugArray(debugTypes.UInt64, length));
        module.Globals.Add(global);
        return global;
    }
}
