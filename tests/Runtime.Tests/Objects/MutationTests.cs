using BpfSharp.Btf;
using BpfSharp.Elf;
using BpfSharp.Objects;
using Xunit;

namespace BpfSharp.Runtime.Tests.Objects;

/// <summary>
/// Damaged objects are refused, or read; nothing else happens. The mutations are the same in every run: a failure's
/// seed is all that is needed to see it again.
/// </summary>
public sealed class MutationTests
{
    static readonly int PerObject = int.TryParse(Environment.GetEnvironmentVariable("BPFSHARP_MUTATIONS"), out int many) ? many : 1500;

    [Theory]
    [InlineData("maps_and_globals")]
    [InlineData("subprograms")]
    [InlineData("core_local")]
    [InlineData("kfuncs")]
    [InlineData("all_btf_kinds")]
    public void Mutated_objects_are_read_or_refused(string source)
    {
        byte[] original = Toolchain.BytesOf(source);
        var places = Places(original);
        var kernel = KernelBtf.Open(Toolchain.PathOf("kernel_moved"));
        int refused = 0;
        for (int seed = 0; seed < PerObject; seed++)
        {
            byte[] mutant = Mutate(original, places, seed);
            try
            {
                Use(ObjectSpec.Parse(mutant, source), kernel);
            }
            catch (BpfObjectFormatException error)
            {
                refused++;
                Assert.False(string.IsNullOrWhiteSpace(error.Message));
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Seed {seed} of {source}: {error}");
            }
        }
        // If nearly all or nearly none were refused, the mutations would not reach the code behind the checks.
        Assert.InRange(refused, PerObject / 10, PerObject * 9 / 10);
    }

    [Fact]
    public void Every_truncation_is_read_or_refused()
    {
        byte[] original = Toolchain.BytesOf("kfuncs");
        for (int length = 0; length < original.Length; length += 3)
        {
            // The section table is at the end: without it there is no object.
            Assert.Throws<BpfObjectFormatException>(() => ObjectSpec.Parse(original.AsSpan(0, length), "truncated"));
        }
    }

    [Fact]
    public void Mutated_kernel_types_are_read_or_refused()
    {
        byte[] original = File.ReadAllBytes(Toolchain.PathOf("kernel_moved"));
        var spec = ObjectSpec.Parse(Toolchain.BytesOf("core_local"), "core_local");
        var (start, length) = FindBtf(original);
        int refused = 0;
        for (int seed = 0; seed < PerObject; seed++)
        {
            byte[] btf = Mutate(original.AsSpan(start, length).ToArray(), [(0, length)], seed);
            try
            {
                var kernel = KernelBtf.Parse(btf, "mutant");
                foreach (var program in spec.Programs) ProgramLinker.Link(spec, program, kernel, _ => 3);
            }
            catch (BpfObjectFormatException)
            {
                refused++;
            }
            catch (Exception error)
            {
                Assert.Fail($"Seed {seed}: {error}");
            }
        }
        Assert.InRange(refused, 1, PerObject * 9 / 10);
    }

    static (int Start, int Length) FindBtf(byte[] elf)
    {
        var section = new ElfFile(elf).FindSection(".BTF")!;
        return (section.Offset, section.Size);
    }

    /// <summary>Where the reader looks: half of an object is debug information that it does not.</summary>
    static (int Start, int Length)[] Places(byte[] elf)
    {
        int table = (int)BitConverter.ToInt64(elf, 40);
        List<(int, int)> places = [(0, 64), (table, elf.Length - table)];
        foreach (var section in new ElfFile(elf).Sections)
            if (section.Size > 0 && section.Type != ElfSection.NoBits && !section.Name.Contains("debug", StringComparison.Ordinal)) places.Add((section.Offset, section.Size));
        return [.. places];
    }

    static void Use(ObjectSpec spec, KernelBtf kernel)
    {
        spec.Btf?.Sanitize(BtfFeatures.All);
        spec.Btf?.Sanitize(BtfFeatures.None);
        foreach (var program in spec.Programs)
        {
            var linked = ProgramLinker.Link(spec, program, kernel, map => map.Index + 3);
            foreach (var failure in linked.Failures) _ = failure.ToString();
            for (int i = 0; i < linked.Lines.Count; i++) _ = linked.Lines[i].Line.ToString();
        }
    }

    /// <summary>A few changes: bytes, numbers that are extreme or near to lengths, copies of one place to another.</summary>
    static byte[] Mutate(byte[] original, (int Start, int Length)[] places, int seed)
    {
        var random = new Random(seed);
        byte[] mutant = (byte[])original.Clone();
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            var (start, length) = places[random.Next(places.Length)];
            int at = Math.Min(start + random.Next(length), mutant.Length - 12);
            switch (random.Next(6))
            {
                case 0: mutant[at] = (byte)random.Next(256); break;
                case 1: mutant[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: BitConverter.TryWriteBytes(mutant.AsSpan(at & ~3), random.GetItems([0, 1, -1, int.MaxValue, int.MinValue, 0xffff, original.Length, 0x01000000], 1)[0]); break;
                case 3: BitConverter.TryWriteBytes(mutant.AsSpan(at & ~3), BitConverter.ToInt32(mutant, at & ~3) + random.Next(-9, 10)); break;
                case 4: BitConverter.TryWriteBytes(mutant.AsSpan(at & ~7), random.NextInt64()); break;
                default: mutant.AsSpan(random.Next(mutant.Length - 64), random.Next(1, 64)).CopyTo(mutant.AsSpan(Math.Min(at, mutant.Length - 64))); break;
            }
        }
        return mutant;
    }
}
