using BpfSharp.Btf;
using BpfSharp.Objects;
using BpfSharp.Runtime.Tests.Objects;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace BpfSharp.Runtime.Tests.Relocation;

/// <summary>The kernel takes what comes out of here: BTF in every form, maps with their types, programs with their records.</summary>
[Trait("kernels", "all")]
public sealed class KernelAcceptanceTests
{
    public static TheoryData<string, int> Blobs()
    {
        var data = new TheoryData<string, int>();
        foreach (string source in (string[])["maps_and_globals", "subprograms", "core_running", "core_local", "kfuncs", "externs", "all_btf_kinds"])
        {
            // The features are in the order in which kernels got them: no kernel has a later one without the earlier. What changes nothing
            // in an object's types is not asked again: each of these is a load on each kernel.
            if (!Toolchain.HasObject(source))
            {
                data.Add(source, (int)BtfFeatures.All); // which says why it is skipped
                continue;
            }
            var btf = ObjectSpec.Parse(Toolchain.BytesOf(source), source).Btf!;
            byte[] last = [];
            for (int features = 0; features <= (int)BtfFeatures.All; features = features * 2 + 1)
            {
                byte[] sanitized = btf.Sanitize((BtfFeatures)features);
                if (sanitized.AsSpan().SequenceEqual(last)) continue;
                data.Add(source, features);
                last = sanitized;
            }
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Blobs))]
    public void Sanitized_btf_loads_and_keeps_to_the_features(string source, int features)
    {
        var allowed = (BtfFeatures)features;
        byte[] btf = ObjectSpec.Parse(Toolchain.BytesOf(source), source).Btf!.Sanitize(allowed);
        var needed = BtfFeatures.None;
        var types = BtfTypes.Parse(btf, "sanitized");
        for (int id = 1; id < types.EndId; id++) needed |= Needed(types[id]);
        Assert.Equal(needed, needed & allowed);

        // A kernel takes it exactly when it has what is left: so the rewriting is enough, and it is needed.
        var missing = needed & ~KernelJudge.BtfFeatures;
        if (missing == 0) KernelJudge.LoadBtf(btf).Dispose();
        else Assert.Contains("The kernel refuses the BTF", Assert.Throws<Xunit.Sdk.TrueException>(() => KernelJudge.LoadBtf(btf)).Message);
    }

    static BtfFeatures Needed(BtfType type) => type.Kind switch
    {
        BtfKind.Function or BtfKind.FunctionPrototype => BtfFeatures.Functions | (type is { Kind: BtfKind.Function, Count: > 0 } ? BtfFeatures.GlobalFunctions : 0),
        BtfKind.Variable or BtfKind.DataSection => BtfFeatures.DataSections,
        BtfKind.Float => BtfFeatures.Float,
        BtfKind.DeclarationTag => BtfFeatures.DeclarationTags,
        BtfKind.TypeTag => BtfFeatures.TypeTags,
        BtfKind.Enum64 => BtfFeatures.Enum64,
        BtfKind.Enum when type.Flag => BtfFeatures.Enum64,
        _ => BtfFeatures.None,
    };

    [Theory]
    [InlineData("maps_and_globals", 1u)]
    [InlineData("calls", 1u)]
    [InlineData("subprograms", 1u)]
    [InlineData("core_running", 17u)]
    public void Programs_load_with_their_records(string source, uint type)
    {
        var spec = ObjectSpec.Parse(Toolchain.BytesOf(source), source);
        Assert.SkipWhen(source == "subprograms" && Environment.OSVersion.Version < new Version(5, 17), "needs kernel 5.17 or newer: bpf_loop");
        using var btf = KernelJudge.LoadBtf(spec.Btf!.Sanitize(KernelJudge.BtfFeatures));
        var maps = new Dictionary<MapSpec, SafeFileHandle>();
        int loaded = 0;
        try
        {
            foreach (var program in spec.Programs.Where(p => p.Section is "socket" or "raw_tp/sys_enter"))
            {
                var linked = ProgramLinker.Link(spec, program, KernelBtf.TryOpenRunning(), Create);
                KernelJudge.LoadProgram(linked, type, btf).Dispose();
                loaded++;
            }
        }
        finally
        {
            foreach (var map in maps.Values) map.Dispose();
        }
        Assert.True(loaded >= 2);

        int Create(MapSpec map)
        {
            if (!maps.TryGetValue(map, out var handle)) maps.Add(map, handle = KernelJudge.CreateMap(map, btf));
            return (int)handle.DangerousGetHandle();
        }
    }
}
