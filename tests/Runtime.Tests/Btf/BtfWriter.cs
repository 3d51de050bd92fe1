using System.Buffers.Binary;
using System.Text;

namespace BpfSharp.Runtime.Tests.Btf;

/// <summary>Writes BTF by hand, also such as no compiler would write.</summary>
internal sealed class BtfWriter(uint firstString = 0)
{
    readonly List<uint> _types = [];
    readonly List<byte> _text = firstString == 0 ? [0] : [];

    public uint Name(string name)
    {
        if (name.Length == 0) return 0;
        uint at = firstString + (uint)_text.Count;
        _text.AddRange(Encoding.UTF8.GetBytes(name + "\0"));
        return at;
    }

    /// <param name="name">The type's name.</param>
    /// <param name="kind">Its kind's number.</param>
    /// <param name="count">The number of entries.</param>
    /// <param name="sizeOrType">Its size, or the type it refers to.</param>
    /// <param name="tail">What follows.</param>
    public BtfWriter Add(string name, uint kind, int count, uint sizeOrType, params uint[] tail)
    {
        _types.AddRange([Name(name), kind << 24 | (uint)count, sizeOrType, .. tail]);
        return this;
    }

    public byte[] ToBytes()
    {
        byte[] blob = new byte[24 + _types.Count * 4 + _text.Count];
        uint[] header = [0x0001EB9F, 24, 0, (uint)_types.Count * 4, (uint)_types.Count * 4, (uint)_text.Count];
        uint[] words = [.. header, .. _types];
        for (int i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(blob.AsSpan(i * 4), words[i]);
        _text.CopyTo(blob, words.Length * 4);
        return blob;
    }
}
