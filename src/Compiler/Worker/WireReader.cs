using System.Buffers.Binary;
using System.Text;

namespace BpfSharp.Compiler.Worker;

/// <summary>Reads a message without trusting a length in it: memory is taken only as bytes arrive.</summary>
internal sealed class WireReader(Stream stream)
{
    const int Chunk = 64 * 1024;
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    readonly byte[] _number = new byte[4];
    long _left = WorkerProtocol.MaxMessageBytes;

    /// <summary>Checks who is speaking, and in which version.</summary>
    public void Header(int magic, string what)
    {
        if (Int32("the header") != magic) throw new WorkerProtocolException($"This is not a {what} of the BpfSharp worker protocol.");
        int version = Int32("the version");
        if (version != WorkerProtocol.Version)
            throw new WorkerProtocolException(
                $"The {what} is of protocol version {version}, but version {WorkerProtocol.Version} is spoken here: the generator and the worker come from different BpfSharp packages.");
    }

    public byte Byte(string what)
    {
        Fill(_number, 1, what);
        return _number[0];
    }

    public int Int32(string what)
    {
        Fill(_number, 4, what);
        return BinaryPrimitives.ReadInt32LittleEndian(_number);
    }

    public int Count(string what, int most)
    {
        int count = Int32($"the number of {what}");
        if (count < 0 || count > most) throw new WorkerProtocolException($"The number of {what} is {count}; it must be from 0 to {most}.");
        return count;
    }

    public string String(string what)
    {
        try
        {
            return Strict.GetString(Bytes(what));
        }
        catch (DecoderFallbackException)
        {
            throw new WorkerProtocolException($"The text of {what} is not UTF-8.");
        }
    }

    public byte[] Bytes(string what)
    {
        int length = Int32($"the length of {what}");
        if (length < 0 || length > _left) throw new WorkerProtocolException($"The length of {what} is {length}; at most {_left} bytes may follow.");
        var bytes = new byte[Math.Min(length, Chunk)];
        for (int have = 0; have < length;)
        {
            if (have == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(length, bytes.Length * 2L));
            int read = stream.Read(bytes, have, bytes.Length - have);
            if (read == 0) throw EndedIn(what);
            have += read;
        }
        _left -= length;
        return bytes;
    }

    void Fill(byte[] target, int count, string what)
    {
        _left -= count;
        if (_left < 0) throw new WorkerProtocolException($"The message is longer than {WorkerProtocol.MaxMessageBytes} bytes.");
        for (int have = 0; have < count;)
        {
            int read = stream.Read(target, have, count - have);
            if (read == 0) throw EndedIn(what);
            have += read;
        }
    }

    static WorkerProtocolException EndedIn(string what) => new($"The message ended in {what}.");
}
