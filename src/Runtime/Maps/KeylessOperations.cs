namespace BpfSharp;

/// <summary>The operations of maps without keys, for which the kernel takes a null one. They are the same on both sides.</summary>
internal static unsafe class KeylessOperations
{
    public static void CheckType<T>(BpfMap map)
        where T : unmanaged
    {
        if (map.ValueSize != sizeof(T))
            throw new ArgumentException($"Map {map.Name} has values of {map.ValueSize} bytes, {typeof(T).Name} has {sizeof(T)}.", nameof(map));
    }

    public static bool TryPush<T>(BpfMap map, T value, bool overwriteOldest)
        where T : unmanaged =>
        MapOperations.Expected(map, map.Update(null, &value, overwriteOldest ? BpfUpdateMode.Exist : BpfUpdateMode.Any));

    public static bool TryPop<T>(BpfMap map, out T value)
        where T : unmanaged
    {
        T found = default;
        bool isFound = MapOperations.Found(map, "take an element of", map.LookupAndDelete(null, &found));
        value = isFound ? found : default;
        return isFound;
    }

    public static bool TryPeek<T>(BpfMap map, out T value)
        where T : unmanaged
    {
        T found = default;
        bool isFound = MapOperations.Found(map, "look at an element of", map.Lookup(null, &found));
        value = isFound ? found : default;
        return isFound;
    }

    public static void Add<T>(BpfMap map, T value)
        where T : unmanaged =>
        MapOperations.ThrowIfFailed(map, "add a value to", map.Update(null, MapKey.Of(map, &value), BpfUpdateMode.Any));

    public static bool MayContain<T>(BpfMap map, T value)
        where T : unmanaged =>
        MapOperations.Found(map, "look for a value in", map.Lookup(null, MapKey.Of(map, &value)));
}
