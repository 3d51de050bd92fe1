using System.Buffers.Binary;
using System.Text;

namespace BpfSharp.Compiler.Worker;

/// <summary>Gathers a message in memory and sends it in one piece, so that a reader never waits for a half-written one.</summary>
internal sealed class WireWriter(Stream stream)
{
    byte[] _buffer = new byte[4096];
    int _length;

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    public void String(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    public void Bytes(byte[] value)
    {
        Int32(value.Length);
        value.CopyTo(Reserve(value.Length));
    }

    public void Flush()
    {
        stream.Write(_buffer, 0, _length);
        stream.Flush();
        _length = 0;
    }

    Span<byte> Reserve(int count)
    {
        int start = _length;
        _length = checked(start + count);
        if (_length > _buffer.Length) Array.Resize(ref _buffer, (int)Math.Min(int.MaxValue, Math.Max(_length, _buffer.Length * 2L)));
        return _buffer.AsSpan(start, count);
    }
}
