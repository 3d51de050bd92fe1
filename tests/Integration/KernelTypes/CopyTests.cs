using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.KernelTypes;

/// <summary>
/// Copies of a kernel type, on kernels that are made up: where a field is, bpftool says of their types, and what is there, this test has written.
/// </summary>
[Collection(nameof(Alone))]
public sealed class CopyTests
{
    public CopyTests()
    {
        Requires.Root();
        Requires.Btf();
        Requires.Tool("bpftool");
    }

    /// <param name="kernel">The kernel's types.</param>
    /// <param name="reads">
    /// Calls in the code of the copy that the verifier has left: one for each field but those of the struct in it, those of a copy of that, and one
    /// that reads all of it at once, where this is possible.
    /// </param>
    /// <param name="innerReads">The same for a copy of the struct in it: one for each of its two fields, and one that reads both.</param>
    [Theory]
    [InlineData("copied_as_declared", 7 + 3 + 1, 2 + 1)]
    [InlineData("copied_moved", 7 + 3 + 1, 2 + 1)]
    [InlineData("copied_large", 7 + 3, 2 + 1)]
    [InlineData("copied_packed", 7 + 3, 2 + 1)]
    [InlineData("copied_resized", 7 + 2, 2)]
    public void A_copy_is_one_read_where_that_is_the_same(string kernel, int reads, int innerReads)
    {
        string types = CObject.PathOf(kernel);
        var places = PlacesIn(types);
        using CopyProbes probes = new() { KernelBtf = types };
        probes.Load();
        byte[] bytes = new byte[2048];
        new Random(kernel.Length).NextBytes(bytes);
        bytes.CopyTo((Span<byte>)probes.Memory);
        foreach (string program in (string[])["Locate", "CopyWhole", "CopyInner", "ReadEach"])
            probes.Programs[program].TestRun(new byte[16]);

        BigInteger memory = new(bytes, isUnsigned: true);
        ulong Bits(string name, int declared)
        {
            (int offset, int size, bool isBitfield) = places[name];
            return (ulong)((memory >> offset) & ulong.MaxValue) & (ulong.MaxValue >> (64 - (isBitfield ? size : declared)));
        }
        int below = (int)((long)(Bits("below", 0) << (64 - places["below"].Size)) >> (64 - places["below"].Size));
        Values expected = new()
        {
            Id = (uint)Bits("id", 32), Negative = (int)Bits("negative", 32), Big = Bits("big", 64), Name = Bits("name", 64), A = (ushort)Bits("inner.a", 16), B = (short)Bits("inner.b", 16),
            Low = (uint)Bits("low", 0), Mode = (uint)Bits("mode", 0), Below = below,
        };
        Assert.Equal(expected, probes.Each);
        Assert.Equal(expected, probes.Whole);
        Assert.Equal((expected.A, expected.B), (probes.Inner.a, probes.Inner.b));
        Assert.Equal((9, reads, innerReads), (Reads(probes, "ReadEach"), Reads(probes, "CopyWhole"), Reads(probes, "CopyInner")));
    }

    /// <summary>A read that fails gives zeros, and only what cannot be read is lost.</summary>
    [Fact]
    public unsafe void Memory_that_ends_within_the_struct_is_read_as_far_as_it_goes()
    {
        using CopyProbes probes = new() { KernelBtf = CObject.PathOf("copied_as_declared") };
        probes.Load();
        probes.Programs["Locate"].TestRun(new byte[16]);
        // The globals are less than a page, of which a whole one is theirs here and in the kernel, and behind it there is nothing.
        const int page = 4096, left = 8;
        fixed (SomeBytes* memory = &probes.Memory)
            new Span<byte>((byte*)(((nuint)memory | (page - 1)) + 1) - left, left).Fill(0xff);
        probes.Address = (probes.Address | (page - 1)) + 1 - left;
        probes.Programs["ReadEach"].TestRun(new byte[16]);
        probes.Programs["CopyWhole"].TestRun(new byte[16]);
        Assert.Equal(new Values { Id = uint.MaxValue, Negative = -1 }, probes.Each);
        Assert.Equal(probes.Each, probes.Whole);
    }

    private static int Reads(CopyProbes probes, string program) =>
        RawBpf.Translated(RawBpf.OpenProgram(probes.Programs[program].Id)).Count(instruction => (instruction & 0xf0ff) == 0x85);

    /// <summary>By name: the first bit, the number of bits, and whether it is a bitfield.</summary>
    private static Dictionary<string, (int Offset, int Size, bool IsBitfield)> PlacesIn(string file)
    {
        using Process process = Process.Start(new ProcessStartInfo("bpftool", ["-j", "btf", "dump", "file", file]) { RedirectStandardOutput = true })!;
        using JsonDocument types = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        Dictionary<string, (int, int, bool)> places = [];
        JsonElement[] all = [.. types.RootElement.GetProperty("types").EnumerateArray()];
        Add("copied", "", 0);
        return places;

        void Add(string type, string prefix, int start)
        {
            foreach (JsonElement member in all.Single(one => one.GetProperty("kind").GetString() == "STRUCT" && one.GetProperty("name").GetString() == type).GetProperty("members").EnumerateArray())
            {
                string name = member.GetProperty("name").GetString()!;
                int offset = start + member.GetProperty("bits_offset").GetInt32();
                int bits = member.TryGetProperty("bitfield_size", out JsonElement size) ? size.GetInt32() : 0;
                if (name == "inner")
                    Add("copied_inner", "inner.", offset);
                else
                    places[prefix + name] = (offset, bits, bits > 0);
            }
        }
    }
}
