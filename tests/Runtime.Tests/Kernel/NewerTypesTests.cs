using System.Runtime.InteropServices;
using System.Text.Json;
using BpfSharp.Runtime.Tests.Support;
using Xunit;

namespace BpfSharp.Runtime.Tests.Kernel;

/// <summary>What a kernel's BTF does not know is rewritten, and nothing else is lost by it.</summary>
[Collection(KernelCollection.Name)]
public sealed class NewerTypesTests
{
    private const ulong Wide = 0x123456789ab;

    [Fact]
    public void Types_newer_than_the_kernel_change_nothing_for_programs_maps_and_globals()
    {
        using var loaded = Sources.Open("newer_types").Load();
        Assert.Equal(42u, loaded.Programs["take_note"].TestRun(new byte[64]).ReturnValue);
        Assert.Equal(Wide, loaded.GetReadOnlyGlobal<ulong>("chosen"));
        var map = new HashMap<ulong, Value>(loaded.GetMap("by_width"));
        Assert.Equal((21u, -1), (map[Wide].Number, map[Wide].Sign));
        Assert.Equal((21u, -1), (loaded.GetGlobal<Value>("last").Number, loaded.GetGlobal<Value>("last").Sign));

        for (ulong key = 0; key < 7; key++)
            map[key] = default;
        using var narrow = Sources.Open("newer_types").Load(new BpfLoadOptions().SetGlobal("chosen", 1ul));
        narrow.Programs["take_note"].TestRun(new byte[64]);
        Assert.True(new HashMap<ulong, Value>(narrow.GetMap("by_width")).ContainsKey(1));
    }

    [Theory]
    [InlineData("FLOAT 'double' size=8", 5, 13)]
    [InlineData("DECL_TAG 'of a struct'", 5, 16)]
    [InlineData("DECL_TAG 'of a variable'", 5, 16)]
    [InlineData("DECL_TAG 'of a parameter'", 5, 16)]
    [InlineData("TYPE_TAG 'of a type'", 5, 17)]
    [InlineData("ENUM64 'wide'", 6, 0)]
    [InlineData("STRUCT 'value' size=32 vlen=5", 0, 0)]
    [InlineData("FUNC 'twice' type_id=", 0, 0)]
    [InlineData("VAR 'last' type_id=", 0, 0)]
    [InlineData("DATASEC '.maps' size=", 0, 0)]
    public void Kernels_that_know_a_kind_of_type_get_it(string type, int major, int minor)
    {
        using var loaded = Sources.Open("newer_types").Load();
        string types = Support.Kernel.BpfTool("btf", "dump", "id", TypesOf("prog", loaded.Programs["take_note"].Id).ToString());
        Assert.Equal(Environment.OSVersion.Version >= new Version(major, minor), types.Contains(type, StringComparison.Ordinal));
    }

    [Fact]
    public void Maps_and_programs_keep_their_types_and_lines()
    {
        using var loaded = Sources.Open("newer_types").Load();
        var program = loaded.Programs["take_note"];
        program.TestRun(new byte[64]);
        int types = TypesOf("prog", program.Id);
        Assert.NotEqual(0, types);
        Assert.Equal(types, TypesOf("map", loaded.GetMap("by_width").Id));
        Assert.Contains("\"width\": ", Support.Kernel.BpfTool("map", "dump", "id", $"{loaded.GetMap("by_width").Id}"));
        string code = Support.Kernel.BpfTool("prog", "dump", "xlated", "id", $"{program.Id}", "linum");
        Assert.Contains("return note(&width, &value);", code);
        Assert.Contains("twice", code);
    }

    [Fact]
    public void Names_that_no_kernel_takes_are_spelt_otherwise_there_only()
    {
        using var loaded = Sources.Open("foreign_names").Load();
        Assert.Equal(1u, loaded.Programs["messe"].TestRun(new byte[64]).ReturnValue);
        Assert.Equal(1000ul | 7ul << 32, new HashMap<uint, ulong>(loaded.GetMap("maße"))[0]);
        Assert.Equal(1000ul | 7ul << 32, loaded.GetGlobal<ulong>("größtes"));

        int types = TypesOf("prog", loaded.Programs["messe"].Id);
        Assert.NotEqual(0, types);
        string shown = Support.Kernel.BpfTool("btf", "dump", "id", $"{types}");
        Assert.Contains("STRUCT 'ma__' size=8", shown);
        Assert.Contains("'h__he'", shown);
        Assert.Contains("'GROSS'", shown);
        Assert.Equal(types, TypesOf("map", loaded.GetMap("maße").Id));
    }

    /// <summary>The id of the types that a program or map was given; 0 without.</summary>
    private static int TypesOf(string kind, int id)
    {
        using var shown = JsonDocument.Parse(Support.Kernel.BpfTool("-j", kind, "show", "id", $"{id}"));
        return shown.RootElement.TryGetProperty("btf_id", out var types) ? types.GetInt32() : 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Value
    {
        public float Single;
        public double Twice;
        public int Sign;
        public uint Number;
        public ulong Pointer;
    }
}
