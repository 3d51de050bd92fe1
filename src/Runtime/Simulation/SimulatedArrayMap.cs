namespace BpfSharp.Simulation;

/// <summary>Array and per-CPU array.</summary>
internal sealed unsafe class SimulatedArrayMap : SimulatedMap
{
    private readonly NativeBlock _elements;
    private readonly int _stride;

    public SimulatedArrayMap(SimulatedKernel kernel, BpfMapDefinition definition)
        : base(kernel, definition)
    {
        if (KeySize != 4)
            throw new BpfException(Errno.EINVAL, $"create map {Name}", "Keys of array maps are 32-bit indices.");
        _stride = (ElementSize + 7) & ~7;
        _elements = new(checked((nuint)_stride * MaxEntries));
    }

    internal override nint KernelSideReference(void* key) => Element(key) is var element and not 0 ? OnThisCpu(element) : 0;

    internal override int KernelSideLookup(void* key, void* value)
    {
        lock (Gate)
            return Copy(KernelSideReference(key), value, ValueSize);
    }

    internal override int KernelSideUpdate(void* key, void* value, BpfUpdateMode mode)
    {
        lock (Gate)
            return Store(OnThisCpu(Element(key)), key, value, ValueSize, mode);
    }

    internal override int Lookup(void* key, void* value)
    {
        lock (Gate)
            return Copy(Element(key), value, ElementSize);
    }

    internal override int Update(void* key, void* value, BpfUpdateMode mode)
    {
        lock (Gate)
            return Store(Element(key), key, value, ElementSize, mode);
    }

    internal override int Delete(void* key) => Errno.EINVAL;

    internal override int LookupAndDelete(void* key, void* value) => Errno.ENOTSUPP;

    internal override int NextKey(void* key, void* next)
    {
        uint index = key is null ? uint.MaxValue : *(uint*)key;
        if (index == MaxEntries - 1)
            return Errno.ENOENT;
        *(uint*)next = index >= MaxEntries ? 0 : index + 1;
        return 0;
    }

    internal override int ReadBatch(ref BatchCursor cursor, void* keys, void* values, ref int count)
    {
        int room = count;
        count = 0;
        for (; count < room && cursor.Position < MaxEntries; count++, cursor.Position++)
        {
            uint index = (uint)cursor.Position;
            ((uint*)keys)[count] = index;
            int errno = Lookup(&index, (byte*)values + ((long)count * ElementSize));
            if (errno != 0)
                return errno;
        }

        return cursor.Position >= MaxEntries ? Errno.ENOENT : 0;
    }

    protected override void Free()
    {
        for (uint index = 0; index < MaxEntries; index++)
            EndFields(_elements.Address + ((nint)index * _stride));
        _elements.Dispose();
    }

    private nint Element(void* key)
    {
        ThrowIfDisposed();
        uint index = *(uint*)key;
        return index < MaxEntries ? _elements.Address + ((nint)index * _stride) : 0;
    }

    private static int Copy(nint element, void* value, int size)
    {
        if (element == 0)
            return Errno.ENOENT;
        Buffer.MemoryCopy((void*)element, value, size, size);
        return 0;
    }

    private int Store(nint element, void* key, void* value, int size, BpfUpdateMode mode)
    {
        if (*(uint*)key >= MaxEntries)
            return Errno.E2BIG;
        if (mode == BpfUpdateMode.NoExist)
            return Errno.EEXIST;
        EndFields(element);
        Buffer.MemoryCopy(value, (void*)element, size, size);
        return 0;
    }
}
