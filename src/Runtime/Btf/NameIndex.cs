using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace BpfSharp.Btf;

/// <summary>
/// Finds types by name. Keyed by the name without its flavour (<c>foo___old</c> is found under <c>foo</c>), since
/// CO-RE looks names up that way. A chained hash table in two arrays; built when first asked, in about 2 ms for a kernel.
/// </summary>
internal sealed class NameIndex
{
    readonly BtfTypes _types;
    readonly int[] _heads;
    readonly int[] _next;

    public NameIndex(BtfTypes types)
    {
        _types = types;
        int count = types.EndId - types.FirstId;
        int buckets = 16;
        while (buckets < count) buckets *= 2;
        _heads = new int[buckets];
        _next = new int[count];
        Build();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // one call, a long loop: tiering would come too late
    void Build()
    {
        // From the end, so that each chain is in ascending order of ids.
        for (int id = _types.EndId - 1; id >= _types.FirstId; id--)
        {
            var name = _types[id].Name;
            if (name.IsEmpty) continue;
            ref int head = ref _heads[Hash(Flavour.Strip(name)) & (uint)(_heads.Length - 1)];
            _next[id - _types.FirstId] = head;
            head = id;
        }
    }

    /// <summary>The first type whose flavourless name may be this one, or the next after another; 0 at the end.</summary>
    public int First(ReadOnlySpan<byte> essentialName) => _heads[Hash(essentialName) & (uint)(_heads.Length - 1)];
    public int Next(int id) => _next[id - _types.FirstId];

    static uint Hash(ReadOnlySpan<byte> name)
    {
        ulong hash = (ulong)name.Length * 0x9E3779B97F4A7C15;
        while (name.Length >= 8)
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name)) * 0xFF51AFD7ED558CCD;
            hash ^= hash >> 32;
            name = name[8..];
        }
        ulong rest = 0;
        for (int i = 0; i < name.Length; i++) rest = rest << 8 | name[i];
        hash = (hash ^ rest) * 0xC4CEB9FE1A85EC53;
        return (uint)(hash >> 32);
    }
}
