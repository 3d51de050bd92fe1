namespace BpfSharp;

partial class HashTableMap<TKey, TValue>
{
    /// <summary>
    /// Visits the elements in place (<c>bpf_for_each_map_elem</c>, kernel 5.13), in no particular order. Elements may be added and removed
    /// meanwhile; whether those are visited is not said. Programs and simulated hosts only.
    /// </summary>
    /// <param name="visit">A lambda, a local function or a method.</param>
    /// <returns>Number of elements visited.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public int ForEach(MapAction<TKey, TValue> visit) =>
        MapVisiting.ForEach(Map, ref visit, static (TKey key, ref TValue value, ref MapAction<TKey, TValue> visit) => { visit(key, ref value); return true; });

    /// <summary>As <see cref="ForEach(MapAction{TKey, TValue})"/>, until the visitor says that it is enough.</summary>
    /// <param name="visit">Returns whether to go on.</param>
    /// <returns>Number of elements visited, the last one included.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public int ForEach(MapFunc<TKey, TValue> visit) =>
        MapVisiting.ForEach(Map, ref visit, static (TKey key, ref TValue value, ref MapFunc<TKey, TValue> visit) => visit(key, ref value));

    /// <summary>As <see cref="ForEach(MapAction{TKey, TValue})"/>, for a visitor that captures nothing.</summary>
    /// <typeparam name="TState">What the visitor works on.</typeparam>
    /// <param name="state">Handed to the visitor by reference.</param>
    /// <param name="visit">Given key, value and state.</param>
    /// <returns>Number of elements visited.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public int ForEach<TState>(ref TState state, MapStateAction<TKey, TValue, TState> visit) =>
        MapVisiting.ForEach(Map, ref state, (TKey key, ref TValue value, ref TState s) => { visit(key, ref value, ref s); return true; });

    /// <summary>As <see cref="ForEach(MapFunc{TKey, TValue})"/>, for a visitor that captures nothing.</summary>
    /// <typeparam name="TState">What the visitor works on.</typeparam>
    /// <param name="state">Handed to the visitor by reference.</param>
    /// <param name="visit">Returns whether to go on.</param>
    /// <returns>Number of elements visited, the last one included.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public int ForEach<TState>(ref TState state, MapStateFunc<TKey, TValue, TState> visit) =>
        MapVisiting.ForEach(Map, ref state, visit);
}
