using System.Runtime.CompilerServices;

namespace BpfSharp.Events;

internal abstract unsafe partial class RingChannel
{
    /// <summary>Hands over all records that are ready: one turn for all of them, and nothing but the handler's call for each.</summary>
    /// <param name="handler">Its record counts as taken even if it throws. It may dispose the ring, but not read from it.</param>
    /// <param name="length">The length of a record that is none of these, which stays and ends the walk; the size of T otherwise.</param>
    public int Consume<T>(RingBufferHandler<T> handler, out int length)
        where T : unmanaged
    {
        using var reading = BeginReading();
        int count = 0;
        length = sizeof(T);
        ulong position = _position, produced = _produced;
        try
        {
            while (true)
            {
                if (position >= produced)
                {
                    _position = position;
                    if (!SeesMore())
                        break;
                    produced = _produced;
                }

                byte* record = _data + (position & _mask);
                uint header = Volatile.Read(ref *(uint*)record);
                if (header != sizeof(T))
                {
                    if ((header & BusyBit) != 0 && IsBusyStill(record, out header))
                        break;
                    if ((header & DiscardBit) != 0)
                    {
                        position += (ulong)RecordSize((int)(header & ~DiscardBit));
                        Volatile.Write(ref *_consumer, position);
                        continue;
                    }

                    if (header != sizeof(T))
                    {
                        length = (int)header;
                        break;
                    }
                }

                position += (ulong)RecordSize(sizeof(T));
                handler(ref Unsafe.AsRef<T>(record + HeaderSize));
                Volatile.Write(ref *_consumer, position);
                count++;
            }
        }
        finally
        {
            _position = position;
            Volatile.Write(ref *_consumer, position);
        }

        return count;
    }
}
