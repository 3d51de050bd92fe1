namespace BpfSharp;

/// <summary>Is given each element of a map in place.</summary>
/// <typeparam name="TKey">Key, or the index in an array.</typeparam>
/// <typeparam name="TValue">Value.</typeparam>
/// <param name="key">A copy of the key.</param>
/// <param name="value">The value in the map.</param>
public delegate void MapAction<TKey, TValue>(TKey key, ref TValue value);

/// <summary>Is given each element of a map in place, until it says that it is enough.</summary>
/// <typeparam name="TKey">Key, or the index in an array.</typeparam>
/// <typeparam name="TValue">Value.</typeparam>
/// <param name="key">A copy of the key.</param>
/// <param name="value">The value in the map.</param>
/// <returns>Whether to go on.</returns>
public delegate bool MapFunc<TKey, TValue>(TKey key, ref TValue value);

/// <summary>Is given each element of a map in place, and the caller's state.</summary>
/// <typeparam name="TKey">Key, or the index in an array.</typeparam>
/// <typeparam name="TValue">Value.</typeparam>
/// <typeparam name="TState">What the visitor works on.</typeparam>
/// <param name="key">A copy of the key.</param>
/// <param name="value">The value in the map.</param>
/// <param name="state">The caller's variable.</param>
public delegate void MapStateAction<TKey, TValue, TState>(TKey key, ref TValue value, ref TState state);

/// <summary>Is given each element of a map in place, and the caller's state, until it says that it is enough.</summary>
/// <typeparam name="TKey">Key, or the index in an array.</typeparam>
/// <typeparam name="TValue">Value.</typeparam>
/// <typeparam name="TState">What the visitor works on.</typeparam>
/// <param name="key">A copy of the key.</param>
/// <param name="value">The value in the map.</param>
/// <param name="state">The caller's variable.</param>
/// <returns>Whether to go on.</returns>
public delegate bool MapStateFunc<TKey, TValue, TState>(TKey key, ref TValue value, ref TState state);
