namespace BpfSharp;

partial class ArrayMap<TValue>
{
    /// <summary>
    /// Visits the elements in place (<c>bpf_for_each_map_elem</c>, kernel 5.13), by ascending index.
    /// Programs and simulated hosts only.
    /// </summary>
    /// <param name="visit">A lambda, a local function or a method.</param>
    /// <returns>Number of elements visited.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public int ForEach(MapAction<int, TValue> visit) =>
        MapVisiting.ForEach(Map, ref visit, static (int key, ref TValue value, ref MapAction<int, TValue> visit) => { visit(key, ref value); return true; });

    /// <summary>As <see cref="ForEach(MapAction{int, TValue})"/>, until the visitor says that it is enough.</summary>
    /// <param name="visit">Returns whether to go on.</param>
    /// <returns>Number of elements visited, the last one included.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public int ForEach(MapFunc<int, TValue> visit) =>
        MapVisiting.ForEach(Map, ref visit, static (int key, ref TValue value, ref MapFunc<int, TValue> visit) => visit(key, ref value));

    /// <summary>As <see cref="ForEach(MapAction{int, TValue})"/>, for a visitor that captures nothing.</summary>
    /// <typeparam name="TState">What the visitor works on.</typeparam>
    /// <param name="state">Handed to the visitor by reference.</param>
    /// <param name="visit">Given key, value and state.</param>
    /// <returns>Number of elements visited.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public int ForEach<TState>(ref TState state, MapStateAction<int, TValue, TState> visit) =>
        MapVisiting.ForEach(Map, ref state, (int key, ref TValue value, ref TState s) => { visit(key, ref value, ref s); return true; });

    /// <summary>As <see cref="ForEach(MapFunc{int, TValue})"/>, for a visitor that captures nothing.</summary>
    /// <typeparam name="TState">What the visitor works on.</typeparam>
    /// <param name="state">Handed to the visitor by reference.</param>
    /// <param name="visit">Returns whether to go on.</param>
    /// <returns>Number of elements visited, the last one included.</returns>
    /// <exception cref="InvalidOperationException">Called from user code on a map that lives in the kernel.</exception>
    public int ForEach<TState>(ref TState state, MapStateFunc<int, TValue, TState> visit) =>
        MapVisiting.ForEach(Map, ref state, visit);
}
