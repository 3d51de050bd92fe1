using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Kprobes;

/// <summary>Probes by function, offset and address, given when attaching or in the attribute.</summary>
public sealed class PlaceTests
{
    const string Function = "__sys_socket";

    public PlaceTests()
    {
        Requires.Root();
        Requires.Kprobes();
    }

    [Fact]
    public void A_function_named_at_run_time()
    {
        using PlaceProbes probes = Load();
        using (probes.Programs["Anywhere"].AttachToFunction(Function))
        using (probes.Programs["AfterAnywhere"].AttachToFunction(Function))
            Assert.Equal(-97, Calls.OpenSocket(77, 0, 0));
        Calls.OpenSocket(78, 0, 0); // detached
        Assert.Equal((1, 77), (probes.Entry.Hits, probes.Entry.A));
        Assert.Equal((1, -97), (probes.Return.Hits, probes.Return.A));
    }

    [Fact]
    public void An_address()
    {
        using PlaceProbes probes = Load();
        ulong address = KernelAddress.Of(Function);
        probes.Programs["Anywhere"].AttachToAddress(address);
        probes.Programs["AfterAnywhere"].AttachToAddress(address);
        Assert.Equal(-97, Calls.OpenSocket(77, 0, 0));
        Assert.Equal((1, 77), (probes.Entry.Hits, probes.Entry.A));
        Assert.Contains((long)(probes.Entry.Rip - 1 - address), (long[])[0, 4]);
        Assert.Equal((1, -97), (probes.Return.Hits, probes.Return.A));
    }

    [Fact]
    public void An_offset_named_at_run_time()
    {
        using PlaceProbes probes = Load();
        int offset = BehindEntry();
        probes.Programs["Anywhere"].AttachToFunction(Function, offset);
        Calls.OpenSocket(77, 0, 0);
        Assert.Equal(1, probes.Entry.Hits);
        Assert.Equal(KernelAddress.Of(Function) + (ulong)offset, probes.Entry.Rip - 1);
    }

    [Fact]
    public void An_offset_in_the_attribute()
    {
        ulong rip;
        if (BehindEntry() == 5)
        {
            using OffsetProbe probe = new() { Thread = Calls.Thread };
            probe.Attach();
            Calls.OpenSocket(77, 0, 0);
            rip = probe.Rip;
        }
        else
        {
            using LaterOffsetProbe probe = new() { Thread = Calls.Thread };
            probe.Attach();
            Calls.OpenSocket(77, 0, 0);
            rip = probe.Rip;
        }
        Assert.Equal(KernelAddress.Of(Function) + (ulong)BehindEntry(), rip - 1);
    }

    [Fact]
    public void An_offset_inside_an_instruction_is_refused()
    {
        using PlaceProbes probes = Load();
        // Both ENDBR64 and the call of function tracing are longer than a byte.
        var refused = Assert.ThrowsAny<BpfException>(() => probes.Programs["Anywhere"].AttachToFunction(Function, 1));
        Assert.Contains("objdump -d", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_must_be_one()
    {
        using PlaceProbes probes = Load();
        Assert.Throws<ArgumentException>(() => probes.Programs["AfterAnywhere"].AttachToFunction(Function, 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => probes.Programs["Anywhere"].AttachToAddress(0));
        var refused = Assert.ThrowsAny<BpfException>(() => probes.Programs["Anywhere"].AttachToAddress(0xffff_ffff_ffff_f000));
        Assert.Contains("/proc/kallsyms", refused.Message, StringComparison.Ordinal);
        Assert.Contains("does not say what to", Assert.Throws<InvalidOperationException>(probes.Programs["Anywhere"].Attach).Message, StringComparison.Ordinal);
    }

    /// <summary>The offset of the first instruction that is the function's own, by the first bytes that a disassembler would show.</summary>
    static int BehindEntry()
    {
        // /proc/kcore is the kernel's memory as an ELF core file; its headers say where an address is in it.
        ulong address = KernelAddress.Of(Function);
        Assert.SkipUnless(File.Exists("/proc/kcore"), "needs /proc/kcore");
        using FileStream memory = File.OpenRead("/proc/kcore");
        using BinaryReader reader = new(memory);
        memory.Position = 32;
        ulong headers = reader.ReadUInt64();
        memory.Position = 56;
        int count = reader.ReadUInt16();
        for (int i = 0; i < count; i++)
        {
            memory.Position = (long)headers + i * 56;
            reader.ReadUInt64();
            ulong offset = reader.ReadUInt64(), start = reader.ReadUInt64();
            reader.ReadUInt64();
            ulong size = reader.ReadUInt64();
            if (address - start >= size)
                continue;
            memory.Position = (long)(offset + (address - start));
            // The call of function tracing, or the NOP in its place; else ENDBR64 comes first, or what the kernel put there.
            byte[] code = reader.ReadBytes(5);
            return code[0] == 0xe8 || code is [0x0f, 0x1f, 0x44, 0, 0] ? 5 : 9;
        }
        throw new InvalidDataException("The function is not in /proc/kcore.");
    }

    static PlaceProbes Load()
    {
        PlaceProbes probes = new() { Thread = Calls.Thread };
        probes.Load();
        return probes;
    }
}
