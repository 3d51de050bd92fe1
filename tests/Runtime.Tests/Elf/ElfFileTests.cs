using System.Buffers.Binary;
using BpfSharp.Elf;
using BpfSharp.Objects;
using BpfSharp.Runtime.Tests.Objects;
using Xunit;

namespace BpfSharp.Runtime.Tests.Elf;

public sealed class ElfFileTests
{
    const int HeaderSize = 64;

    [Fact]
    public void Sections_and_symbols_are_those_that_readelf_sees()
    {
        Assert.SkipUnless(Toolchain.Has("llvm-readelf-19"), "llvm-readelf-19 is not installed");
        string path = Toolchain.PathOf("subprograms");
        var elf = new ElfFile(File.ReadAllBytes(path));
        string theirs = Toolchain.Run("llvm-readelf-19", "-S", "-s", "--wide", path);
        foreach (var section in elf.Sections.Skip(1))
        {
            string offset = section.Type == ElfSection.NoBits ? "[0-9a-f]+" : $"0*{section.Offset:x}"; // no bytes, no place
            Assert.Matches($@"\[ *{section.Index}\] {System.Text.RegularExpressions.Regex.Escape(section.Name)} +\w+ +0+ {offset} 0*{section.Size:x} ", theirs);
        }
        Assert.Contains($"contains {elf.SymbolCount} entries", theirs);
        for (int i = 1; i < elf.SymbolCount; i++)
        {
            var symbol = elf.Symbol(i);
            Assert.Matches($@" {i}: 0*{symbol.Value:x} +{symbol.Size} .*{(symbol.IsSection ? "" : System.Text.RegularExpressions.Regex.Escape(elf.NameOf(symbol)))}", theirs);
        }
    }

    [Fact]
    public void Sections_over_the_same_bytes_are_refused()
    {
        // Every section becomes code over the whole file: read naively, the file would be copied once for each.
        byte[] elf = Toolchain.BytesOf("subprograms");
        long whole = elf.Length / 8 * 8;
        ForEachHeader(elf, header =>
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) != ElfSection.ProgramBits) return;
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], 4);
            BinaryPrimitives.WriteUInt64LittleEndian(header[24..], 0);
            BinaryPrimitives.WriteInt64LittleEndian(header[32..], whole);
        });
        Assert.Contains("overlaps", Refusal(elf));
    }

    [Theory]
    [InlineData(24, ulong.MaxValue)]
    [InlineData(24, 1ul << 40)]
    [InlineData(32, ulong.MaxValue)]
    [InlineData(32, ulong.MaxValue - 63)]
    public void Sections_outside_of_the_file_are_refused(int field, ulong value)
    {
        byte[] elf = Toolchain.BytesOf("subprograms");
        ForEachHeader(elf, header =>
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) == ElfSection.ProgramBits) BinaryPrimitives.WriteUInt64LittleEndian(header[field..], value);
        });
        Assert.Contains("runs over the end", Refusal(elf));
    }

    [Fact]
    public void A_huge_bss_costs_no_memory_to_parse()
    {
        byte[] elf = Toolchain.BytesOf("subprograms");
        ForEachHeader(elf, header =>
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) == ElfSection.NoBits) BinaryPrimitives.WriteUInt64LittleEndian(header[32..], int.MaxValue);
        });
        long before = GC.GetAllocatedBytesForCurrentThread();
        var bss = ObjectSpec.Parse(elf, "huge").Maps.Single(m => m.Name == ".bss");
        Assert.Equal((uint)int.MaxValue, bss.ValueSize);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 << 20);
    }

    delegate void HeaderChange(Span<byte> header);

    static void ForEachHeader(byte[] elf, HeaderChange change)
    {
        int table = (int)BinaryPrimitives.ReadInt64LittleEndian(elf.AsSpan(40));
        int count = BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(60));
        for (int i = 1; i < count; i++) change(elf.AsSpan(table + i * HeaderSize, HeaderSize));
    }

    static string Refusal(byte[] elf) => Assert.Throws<BpfObjectFormatException>(() => ObjectSpec.Parse(elf, "hostile")).Message;
}
