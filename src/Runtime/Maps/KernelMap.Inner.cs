namespace BpfSharp;

internal sealed unsafe partial class KernelMap
{
    /// <summary>As <see cref="BpfMap.KeyPadding"/>, of the maps inside.</summary>
    internal int[]? InnerKeyPadding { get; set; }

    internal override BpfMap? InnerMap(void* key)
    {
        int id;
        while (MapOperations.Found(this, "look up a map of", Lookup(key, &id)))
        {
            // Another may have been entered, and this one freed, since.
            if (MapOpener.TryById(id, isInner: true) is { } inner)
                return WithPadding(inner);
        }

        return null;
    }

    internal override BpfMap CreateInner() => Spec.InnerMap is { } template
        ? WithPadding(MapCreator.CreateAlone(template))
        : throw new InvalidOperationException($"What the maps inside of {Name} are like is not known: make one with BpfMap.Create and enter it with Set.");

    private BpfMap WithPadding(BpfMap inner)
    {
        inner.KeyPadding = InnerKeyPadding;
        return inner;
    }

    internal override int SetInner(void* key, BpfMap inner)
    {
        if (inner is not KernelMap map)
            throw new ArgumentException($"Map {inner.Name} is simulated, map {Name} is not.", nameof(inner));
        using var held = new Sys.HeldHandle(map.Handle);
        int fd = held.Fd;
        return Update(key, &fd, BpfUpdateMode.Any);
    }
}
