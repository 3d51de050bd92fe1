using System.Text.RegularExpressions;
using BpfSharp.Btf;
using BpfSharp.Runtime.Tests.Objects;
using Xunit;

namespace BpfSharp.Runtime.Tests.Btf;

/// <summary>The running kernel's types, as bpftool reads them.</summary>
public sealed partial class KernelBtfTests
{
    static KernelBtf Running()
    {
        Assert.SkipUnless(File.Exists(KernelBtf.RunningPath), "the running kernel has no BTF");
        return KernelBtf.TryOpenRunning()!;
    }

    [GeneratedRegex(@"^\[(\d+)\] (\w+) '([^']*)'", RegexOptions.Multiline)]
    private static partial Regex BpftoolLine { get; }

    static readonly Dictionary<string, BtfKind> Kinds = new()
    {
        ["INT"] = BtfKind.Int, ["STRUCT"] = BtfKind.Struct, ["UNION"] = BtfKind.Union, ["ENUM"] = BtfKind.Enum, ["TYPEDEF"] = BtfKind.Typedef,
        ["FUNC"] = BtfKind.Function, ["VAR"] = BtfKind.Variable, ["DATASEC"] = BtfKind.DataSection, ["FWD"] = BtfKind.Forward, ["ENUM64"] = BtfKind.Enum64,
        ["FLOAT"] = BtfKind.Float, ["DECL_TAG"] = BtfKind.DeclarationTag, ["TYPE_TAG"] = BtfKind.TypeTag,
    };

    [Fact]
    public void Every_type_and_name_is_the_one_bpftool_sees()
    {
        Assert.SkipUnless(Toolchain.Has("bpftool"), "bpftool is not installed");
        var types = Running().Types;
        var first = new Dictionary<(BtfKind, string), int>();
        int checkedTypes = 0;
        foreach (Match line in BpftoolLine.Matches(Toolchain.Run("bpftool", "btf", "dump", "file", KernelBtf.RunningPath)))
        {
            string name = line.Groups[3].Value;
            int id = int.Parse(line.Groups[1].Value);
            if (name == "(anon)" || !Kinds.TryGetValue(line.Groups[2].Value, out var kind)) continue;
            Assert.Equal((kind, name), (types[id].Kind, types.TextAt(types[id].NameOffset)));
            first.TryAdd((kind, name), id);
            checkedTypes++;
        }
        Assert.True(checkedTypes > 10_000);
        // Finding all names would take half a minute; every 101st is as good.
        int number = 0;
        foreach (var ((kind, name), id) in first)
            if (number++ % 101 == 0) Assert.Equal(id, types.Find(kind, System.Text.Encoding.UTF8.GetBytes(name)));
    }

    [Fact, Trait("kernels", "all")]
    public void Functions_and_tracepoints_have_their_prototypes()
    {
        var kernel = Running();
        int switched = kernel.FindTracepointTypedef("sched_switch");
        var prototype = kernel.GetPrototype(switched)!;
        Assert.Equal(0, prototype.ReturnTypeId);
        Assert.True(prototype.Parameters.Count >= 4); // the callback's own data first
        var function = kernel.GetPrototype(kernel.FindFunction("vfs_read"))!;
        Assert.Equal(["file", "buf", "count", "pos"], function.Parameters.Select(p => p.Name));
        Assert.Equal("struct file", kernel.Types.Describe(kernel.Types[function.Parameters[0].TypeId].TypeId));
        Assert.Equal(0, kernel.FindFunction("no_such_function"));
        Assert.Equal(0, kernel.FindFunction(""));
        Assert.Equal(0, kernel.FindTracepointTypedef("no_such_tracepoint"));
        Assert.Null(kernel.GetPrototype(kernel.Find(BtfKind.Struct, "task_struct")));
    }

    [Fact]
    public void Split_types_continue_the_base()
    {
        byte[] lower = new BtfWriter().Add("int", 1, 0, 4, 0x01000020).Add("base_struct", 4, 0, 0).ToBytes();
        var kernel = KernelBtf.Parse(lower, "vmlinux");
        uint firstString = BitConverter.ToUInt32(lower, 20);
        byte[] upper = new BtfWriter(firstString).Add("module_struct", 4, 0, 8).Add("", 2, 0, 2).Add("module_function", 12, 0, 6).Add("", 13, 0, 1).ToBytes();
        var module = KernelBtf.Parse(upper, "module", kernel);
        Assert.Equal(3, module.Types.FirstId);
        Assert.Equal(3, module.Find(BtfKind.Struct, "module_struct"));
        Assert.Equal(2, module.Find(BtfKind.Struct, "base_struct"));
        Assert.Equal("struct base_struct", module.Types.Describe(module.Types[4].TypeId));
        Assert.Equal(1, module.GetPrototype(module.FindFunction("module_function"))!.ReturnTypeId);
        Assert.Equal(0, kernel.Find(BtfKind.Struct, "module_struct"));
    }

    [Theory]
    [InlineData("task_struct___old", "task_struct")]
    [InlineData("task_struct", "task_struct")]
    [InlineData("a___b___c", "a___b")]
    [InlineData("a____b", "a____b")]
    [InlineData("___a", "___a")]
    [InlineData("a___", "a___")]
    [InlineData("a__b", "a__b")]
    [InlineData("", "")]
    public void Flavours_are_stripped(string name, string essential)
        => Assert.Equal(essential, System.Text.Encoding.UTF8.GetString(Flavour.Strip(System.Text.Encoding.UTF8.GetBytes(name))));

    [Fact]
    public void Cycles_and_dangling_references_end()
    {
        var kernel = KernelBtf.Parse(new BtfWriter()
            .Add("loop", 8, 0, 2).Add("", 10, 0, 1) // typedef → const → typedef
            .Add("", 3, 0, 0, 3, 1, 2) // an array of itself
            .Add("dangling", 8, 0, 999)
            .Add("huge", 3, 0, 0, 6, 1, 0xffffffff).Add("huger", 3, 0, 0, 7, 1, 0xffffffff).Add("int", 1, 0, 4, 0x01000020).ToBytes(), "hostile");
        Assert.Throws<BpfObjectFormatException>(() => kernel.Types.SkipModifiers(1));
        Assert.Throws<BpfObjectFormatException>(() => kernel.GetPrototype(4));
        Assert.Equal(-1, kernel.Types.SizeOf(1));
        Assert.Equal(-1, kernel.Types.SizeOf(3));
        Assert.Equal(-1, kernel.Types.SizeOf(5));
        Assert.Throws<BpfObjectFormatException>(() => kernel.Types[-1]);
        Assert.Throws<BpfObjectFormatException>(() => kernel.Types.StringAt(uint.MaxValue));
    }
}
