using System.Text;
using BpfSharp.Btf;
using BpfSharp.Objects;
using Xunit;

namespace BpfSharp.Runtime.Tests.Objects;

public sealed class ObjectSpecTests
{
    static ObjectSpec Parse(string source) => ObjectSpec.Parse(Toolchain.BytesOf(source), source);

    [Fact]
    public void Licence_programs_and_globals_are_those_of_the_source()
    {
        var spec = Parse("maps_and_globals");
        Assert.Equal("Dual MIT/GPL", spec.License);
        Assert.Equal(["count socket", "read_back socket"], spec.Programs.Select(p => $"{p.Name} {p.Section}"));
        var globals = spec.Globals.ToDictionary(g => g.Name);
        Assert.Equal(["dropped", "flags", "hidden_counter", "last_value", "min_pid", "setting", "total"], globals.Keys.Order());
        Assert.Equal((".rodata", 4), (globals["min_pid"].Section.Name, globals["min_pid"].Size));
        Assert.Equal((".bss", 16), (globals["last_value"].Section.Name, globals["last_value"].Size));
        Assert.Equal(".data.settings", globals["setting"].Section.Name);
        Assert.Equal(7u, Value(globals["min_pid"]));
        Assert.Equal(99u, Value(globals["setting"]));
        Assert.Equal(40u, Value(globals["total"]));
        Assert.Null(globals["dropped"].Section.InitialContents);

        static uint Value(GlobalSpec global) => BitConverter.ToUInt32(global.Section.InitialContents!, global.Offset);
    }

    [Theory]
    [InlineData("maps_and_globals")]
    [InlineData("subprograms")]
    [InlineData("core_running")]
    public void Maps_are_those_that_libbpf_sees(string source)
    {
        var spec = Parse(source);
        var judge = LibbpfJudge.Ask(Toolchain.PathOf(source));
        Assert.Equal(judge.Maps.Count, spec.Maps.Count);
        for (int i = 0; i < spec.Maps.Count; i++)
        {
            var map = spec.Maps[i];
            Assert.Equal(i, map.Index);
            // libbpf gives .rodata, .data and .bss a prefix made of the file's name.
            var theirs = judge.Maps.Single(pair => pair.Key == map.Name || (map.IsDataSection && pair.Key.EndsWith(map.Name, StringComparison.Ordinal))).Value;
            uint maxEntries = map.Type == 27 ? Math.Max(map.MaxEntries, 4096) : map.MaxEntries;
            Assert.Equal($"{map}: {string.Join(' ', theirs)}",
                $"{map}: {map.Type} {map.KeySize} {map.ValueSize} {maxEntries} {map.Flags} {map.KeyTypeId} {map.ValueTypeId}");
        }
    }

    [Fact]
    public void Map_in_map_has_its_template()
    {
        var outer = Parse("maps_and_globals").Maps.Single(m => m.Name == "outer");
        Assert.Equal((2u, 4u, 4u, 1u, -1), (outer.InnerMap!.Type, outer.InnerMap.KeySize, outer.InnerMap.ValueSize, outer.InnerMap.MaxEntries, outer.InnerMap.Index));
        Assert.Equal(4u, outer.ValueSize);
    }

    [Theory]
    [InlineData("maps_and_globals")]
    [InlineData("subprograms")]
    [InlineData("core_running")]
    [InlineData("core_local")]
    public void Fixed_btf_is_the_same_as_libbpf_s(string source)
    {
        var ours = Parse(source).Btf!.Sanitize(BtfFeatures.All);
        Assert.Equal(LibbpfJudge.Ask(Toolchain.PathOf(source)).Btf, ours);
    }

    [Fact]
    public void Subprograms_are_not_programs()
    {
        var spec = Parse("subprograms");
        Assert.Equal(["first", "second", "third"], spec.Programs.Select(p => p.Name).Order());
        Assert.Contains("leaf", spec.Text!.Functions.Select(f => f.Name));
    }

    [Theory]
    [InlineData("char _license[] __attribute__((section(\"license\"))) = \"GPL\"; extern int missing(int); __attribute__((section(\"socket\"))) int p(void *c) { return missing(1); }", "missing")]
    [InlineData("static const char *const names[] = {\"a\", \"b\"}; const char *const *volatile keep = names; __attribute__((section(\"socket\"))) int p(void *c) { return (int)(long)keep; }", "addresses")]
    [InlineData("extern double CONFIG_HZ __attribute__((section(\".kconfig\"))); __attribute__((section(\"socket\"))) int p(void *c) { return *(int *)&CONFIG_HZ; }", "CONFIG_HZ")]
    [InlineData("struct { int (*type)[2]; int (*colour)[3]; } m __attribute__((section(\".maps\"), used)); int f(void *c) { return 0; }", "colour")]
    [InlineData("struct { int (*type)[1]; int (*key_size)[4]; long *key; } m __attribute__((section(\".maps\"), used)); int f(void *c) { return 0; }", "two values")]
    [InlineData("struct old { int type; } m __attribute__((section(\"maps\"), used)) = {1}; int f(void *c) { return 0; }", "old way")]
    [InlineData("int f(void *); struct { int (*type)[3]; int (*max_entries)[1]; int (*key_size)[4]; int (*values[])(void *); } m __attribute__((section(\".maps\"), used)) = { .values = { f } }; __attribute__((section(\"socket\"))) int f(void *c) { return 0; }", "initial values")]
    public void What_cannot_be_loaded_is_refused_by_name(string code, string named)
    {
        Assert.SkipUnless(Toolchain.HasClang, "clang-19 is not installed: it compiles the objects these tests read");
        string source = Toolchain.TemporaryFile(".c");
        File.WriteAllText(source, code);
        Toolchain.Run("clang-19", "-O2", "-g", "-w", "-target", "bpf", "-c", source, "-o", source + ".o");
        var error = Assert.Throws<BpfObjectFormatException>(() => ObjectSpec.Parse(File.ReadAllBytes(source + ".o"), "refused"));
        Assert.Contains(named, error.Message);
    }

    [Fact]
    public void Foreign_files_are_told_apart()
    {
        Assert.Contains("not an ELF", Refused([]).Message);
        Assert.Contains("not an ELF", Refused(Encoding.ASCII.GetBytes("#!/bin/sh")).Message);
        Assert.Contains("for machine", Refused(File.ReadAllBytes("/proc/self/exe")).Message);
        Assert.SkipUnless(Toolchain.HasClang, "clang-19 is not installed: it compiles a big-endian object");
        string source = Toolchain.TemporaryFile(".c");
        File.WriteAllText(source, "int f(void *c) { return 0; }");
        Toolchain.Run("clang-19", "-target", "bpfeb", "-c", source, "-o", source + ".o");
        Assert.Contains("little-endian", Refused(File.ReadAllBytes(source + ".o")).Message);

        static BpfObjectFormatException Refused(byte[] bytes) => Assert.Throws<BpfObjectFormatException>(() => ObjectSpec.Parse(bytes, "foreign"));
    }
}
