namespace BpfSharp;

public abstract unsafe partial class BpfMap
{
    /// <summary>Reads an element as bytes.</summary>
    /// <param name="key">Key, <see cref="KeySize"/> bytes.</param>
    /// <param name="value">Receives the value; for per-CPU maps every CPU's, each rounded up to 8 bytes.</param>
    /// <returns>False when there is no such element.</returns>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryLookup(ReadOnlySpan<byte> key, Span<byte> value)
    {
        CheckSizes(key, value);
        fixed (byte* k = key, v = value)
            return MapOperations.Found(this, "look up an element of", Lookup(k, v));
    }

    /// <summary>Writes an element as bytes.</summary>
    /// <param name="key">Key, <see cref="KeySize"/> bytes.</param>
    /// <param name="value">Value; for per-CPU maps every CPU's, each rounded up to 8 bytes.</param>
    /// <param name="mode">Whether the element must or must not exist.</param>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    /// <exception cref="BpfException">The kernel refused: full, exists already, does not exist…</exception>
    public void Update(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, BpfUpdateMode mode = BpfUpdateMode.Any)
    {
        CheckSizes(key, value);
        fixed (byte* k = key, v = value)
            MapOperations.ThrowIfFailed(this, "update an element of", Update(k, v, mode));
    }

    /// <summary>Removes an element.</summary>
    /// <param name="key">Key, <see cref="KeySize"/> bytes.</param>
    /// <returns>False when there is no such element.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool Delete(ReadOnlySpan<byte> key)
    {
        if (key.Length != KeySize)
            throw new ArgumentException($"Keys of map {Name} have {KeySize} bytes, not {key.Length}.", nameof(key));
        fixed (byte* k = key)
            return MapOperations.Found(this, "delete an element of", Delete(k));
    }

    /// <summary>Finds the key after one given, in the kernel's order.</summary>
    /// <param name="key">Current key; empty for the first. A key that no longer exists starts over from the first.</param>
    /// <param name="next">Receives the next key.</param>
    /// <returns>False after the last key.</returns>
    /// <exception cref="BpfException">The kernel refused.</exception>
    public bool TryGetNextKey(ReadOnlySpan<byte> key, Span<byte> next)
    {
        if (next.Length != KeySize || (key.Length != KeySize && !key.IsEmpty))
            throw new ArgumentException($"Keys of map {Name} have {KeySize} bytes.", nameof(next));
        fixed (byte* k = key, n = next)
            return MapOperations.Found(this, "find the next key of", NextKey(key.IsEmpty ? null : k, n));
    }

    private void CheckSizes(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.Length != KeySize)
            throw new ArgumentException($"Keys of map {Name} have {KeySize} bytes, not {key.Length}.", nameof(key));
        if (value.Length != ElementSize)
            throw new ArgumentException($"Values of map {Name} take {ElementSize} bytes, not {value.Length}.", nameof(value));
    }
}
