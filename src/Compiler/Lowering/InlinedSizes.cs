using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Lowering;

/// <summary>How much of a program each method is that was lowered in place of its calls, and which of them could be functions instead.</summary>
internal sealed class InlinedSizes
{
    private readonly Dictionary<IMethodSymbol, (int Calls, int Instructions)> _sizes = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IMethodSymbol> _bound = new(SymbolEqualityComparer.Default);

    /// <param name="canBeApart">Whether this call could be one of a function of its own.</param>
    public void Add(IMethodSymbol method, int instructions, bool canBeApart)
    {
        _sizes.TryGetValue(method, out (int Calls, int Instructions) known);
        _sizes[method] = (known.Calls + 1, known.Instructions + instructions);
        if (!canBeApart)
            _bound.Add(method);
    }

    /// <summary>The method that makes the code smaller than any other would, if it is a function; null where none does.</summary>
    public IMethodSymbol? Largest(ICollection<IMethodSymbol> except)
    {
        IMethodSymbol? best = null;
        int most = 0;
        foreach (KeyValuePair<IMethodSymbol, (int Calls, int Instructions)> size in _sizes)
        {
            // One of the copies stays.
            int saved = size.Value.Instructions - size.Value.Instructions / size.Value.Calls;
            if (saved > most && !_bound.Contains(size.Key) && !except.Contains(size.Key))
                (best, most) = (size.Key, saved);
        }
        return best;
    }
}
