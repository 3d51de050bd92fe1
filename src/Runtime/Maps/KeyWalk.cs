using BpfSharp.Simulation;

namespace BpfSharp;

/// <summary>
/// Reads a map's elements one by one, from key to key. When a key is removed under the walk the kernel starts over from the first; what
/// was seen before is then skipped, so that nothing comes twice and what stays comes once.
/// </summary>
internal sealed unsafe class KeyWalk(BpfMap map)
{
    // A map that changes faster than it can be walked would keep the walk for ever.
    private const int MostStarts = 10_000;

    private readonly HashSet<byte[]> _seen = new(ByteKeyComparer.Instance);
    private byte[]? _current;
    private int _starts;
    private bool _isSkipping;

    /// <summary>As <see cref="BpfMap.ReadBatch"/>.</summary>
    public int Read(byte* keys, byte* values, ref int count)
    {
        int room = count;
        count = 0;
        byte[] next = new byte[map.KeySize];
        while (count < room)
        {
            int errno;
            fixed (byte* from = _current, to = next)
                errno = map.NextKey(from, to);
            if (errno != 0)
                return errno;
            _current ??= new byte[map.KeySize];
            next.CopyTo(_current, 0);
            if (!_seen.Add(_current.AsSpan().ToArray()))
            {
                if (!_isSkipping && ++_starts > MostStarts)
                    return Errno.EAGAIN;
                _isSkipping = true;
                continue;
            }

            _isSkipping = false;

            fixed (byte* key = _current)
            {
                errno = map.Lookup(key, values + ((long)count * map.ElementSize));
                if (errno == Errno.ENOENT)
                    continue; // Gone meanwhile.
                if (errno != 0)
                    return errno;
                new ReadOnlySpan<byte>(key, map.KeySize).CopyTo(new Span<byte>(keys + ((long)count * map.KeySize), map.KeySize));
            }

            count++;
        }

        return 0;
    }
}
