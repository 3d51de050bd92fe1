using System.Runtime.CompilerServices;

namespace BpfSharp;

/// <summary>
/// Reads a map's elements chunk by chunk. A batch read hands out whole hash buckets, so a chunk is never cut in the
/// middle of one and nothing comes twice. Where the kernel has no batches (before 5.6, and for some kinds of map long after) the
/// elements are read one by one.
/// </summary>
internal sealed unsafe class BatchReader(BpfMap map)
{
    private readonly int _keySize = map.KeySize;
    private readonly int _elementSize = map.ElementSize;
    private int _room = (int)Math.Clamp(map.MaxEntries, 1u, 256u);
    private byte[] _keys = [];
    private byte[] _values = [];
    private BatchCursor _cursor;
    private bool _isLast;
    private KeyWalk? _walk;

    /// <summary>Elements in the chunk just read.</summary>
    public int Count { get; private set; }

    /// <summary>Reads the next chunk; false at the end.</summary>
    public bool ReadNext()
    {
        while (!_isLast)
        {
            if (_keys.Length == 0)
            {
                _keys = new byte[checked(_room * _keySize)];
                _values = new byte[checked(_room * _elementSize)];
            }

            int count = _room, errno;
            fixed (byte* keys = _keys, values = _values)
            {
                errno = _walk is null ? map.ReadBatch(ref _cursor, keys, values, ref count) : Errno.ENOTSUPP;
                if (errno is Errno.ENOTSUPP or Errno.EOPNOTSUPP && !_cursor.IsStarted)
                {
                    _walk ??= new(map);
                    count = _room;
                    errno = _walk.Read(keys, values, ref count);
                }
            }

            if (errno == Errno.ENOSPC)
            {
                // One bucket holds more than there is room for: the cursor has not moved, try again with more.
                _room = checked(_room * 2);
                _keys = [];
                continue;
            }

            if (errno != Errno.ENOENT)
                MapOperations.ThrowIfFailed(map, "walk the elements of", errno);
            _isLast = errno == Errno.ENOENT;
            Count = count;
            if (count > 0)
                return true;
        }

        Count = 0;
        return false;
    }

    public ReadOnlySpan<byte> KeyBytes(int index) => _keys.AsSpan(index * _keySize, _keySize);

    public TKey Key<TKey>(int index)
        where TKey : unmanaged =>
        Unsafe.ReadUnaligned<TKey>(ref _keys[index * _keySize]);

    public TValue Value<TValue>(int index)
        where TValue : unmanaged =>
        Unsafe.ReadUnaligned<TValue>(ref _values[index * _elementSize]);

    public TValue[] Values<TValue>(int index)
        where TValue : unmanaged
    {
        var values = new TValue[map.CpuCount];
        fixed (byte* raw = &_values[index * _elementSize])
            PerCpuValues.Unpack(raw, map.ValueStride, values);
        return values;
    }
}
