using BpfSharp.Objects;
using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>Objects and classes that do not fit each other, or nothing at all.</summary>
public sealed class HostileObjectTests
{
    [Fact]
    public void A_class_without_an_object_says_how_to_get_one()
    {
        using var probe = new Probe([]);
        Assert.Contains("build", Assert.Throws<BpfObjectFormatException>(() => probe.Calls).Message);
    }

    [Fact]
    public void Damaged_objects_open_or_are_refused()
    {
        byte[] original = Sources.Bytes("probe");
        int refused = 0;
        for (int seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            byte[] damaged = [.. original];
            for (int change = 0; change < 3; change++)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                using var opened = new KernelObject(ObjectSpec.Parse(damaged, "damaged"), static _ => null);
                foreach (var global in opened.Spec.Globals)
                    opened.GlobalBytes(global).Clear();
            }
            catch (BpfObjectFormatException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 50, 590);
    }

    [Fact]
    public void Definitions_that_differ_from_the_object_are_refused()
    {
        byte[] bytes = Sources.Bytes("probe");
        Refuses(bytes, "no map", maps: [new("absent", BpfMapType.Hash, 4, 8, 4, BpfMapFlags.None)]);
        Refuses(bytes, "by_kind", maps: [new("by_kind", BpfMapType.Hash, 4, 4, 4, BpfMapFlags.None)]);
        Refuses(bytes, "by_kind", maps: [new("by_kind", BpfMapType.LruHash, 4, 8, 4, BpfMapFlags.None)]);
        Refuses(bytes, "calls", globals: [new("calls", 4, false)]);
        Refuses(bytes, "calls", globals: [new("calls", 8, true)]);
        Refuses(bytes, "no program", programs: [new("absent", "xdp")]);
        Refuses(bytes, "section", programs: [new("on_call", "xdp")]);
    }

    [Fact]
    public void A_global_no_program_uses_still_works()
    {
        using var mismatched = new Mismatched(Sources.Bytes("probe"), [], [new("unused", 8, false, [7, 0, 0, 0, 0, 0, 0, 0])], []);
        ref ulong unused = ref mismatched.First<ulong>();
        Assert.Equal(7ul, unused);
        unused = 8;
        Assert.Equal(8ul, mismatched.First<ulong>());
        Assert.Throws<ArgumentException>(() => mismatched.First<int>());
    }

    private static void Refuses(byte[] bytes, string what, BpfMapDefinition[]? maps = null, BpfGlobalDefinition[]? globals = null, BpfProgramDefinition[]? programs = null)
    {
        using var mismatched = new Mismatched(bytes, maps ?? [], globals ?? [], programs ?? []);
        Assert.Contains(what, Assert.Throws<BpfObjectFormatException>(() => mismatched.Programs).Message);
    }

    private sealed class Mismatched(byte[] bytes, BpfMapDefinition[] maps, BpfGlobalDefinition[] globals, BpfProgramDefinition[] programs) : BpfObject
    {
        public ref T First<T>()
            where T : unmanaged => ref Global<T>(0);

        protected override ReadOnlySpan<byte> ObjectBytes => bytes;

        protected override BpfObjectDefinition Definition => new("Mismatched", maps, globals, programs, []);
    }
}
