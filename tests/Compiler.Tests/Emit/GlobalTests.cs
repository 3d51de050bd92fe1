using BpfSharp.Compiler.Ir;
using Xunit;
using static BpfSharp.Compiler.Tests.Emit.TestFunction;

namespace BpfSharp.Compiler.Tests.Emit;

public sealed class GlobalTests
{
    const int TracePrintk = 6;

    [Fact]
    public void Globals_live_in_their_sections_and_keep_their_values()
    {
        var module = new TestModule();
        IrGlobal limit = module.Global(new IrGlobal("Limit", ".rodata", 4, 4, Types.Int) { Initial = [40, 0, 0, 0] });
        IrGlobal start = module.Global(new IrGlobal("Start", ".data", 4, 4, Types.Int) { Initial = [2, 0, 0, 0] });
        IrGlobal calls = module.Global(new IrGlobal("Calls", ".bss", 8, 8, Types.ULong));
        TestFunction function = module.Socket();
        IrInstruction before = function.Add(new IrAtomic(IrAtomicOperator.Add, new IrGlobalAddress(calls), I64(100), isResultUsed: true, function.Span));
        IrInstruction sum = function.Binary(IrBinaryOperator.Add,
            function.Load(IrType.I32, new IrGlobalAddress(limit), isVolatile: true), function.Load(IrType.I32, new IrGlobalAddress(start)));
        function.Return(function.Binary(IrBinaryOperator.Add, sum, function.Convert(IrConversion.Truncate, before, IrType.I32)));

        using var compiled = new CompiledObject(module.Emit());
        string sections = compiled.Sections();
        Assert.Matches(@"\.rodata\s+PROGBITS", sections);
        Assert.Matches(@"\.data\s+PROGBITS", sections);
        Assert.Matches(@"\.bss\s+NOBITS", sections);
        using var loaded = new LoadedObject(compiled);
        Assert.Equal(42u, loaded.Run());
        Assert.Equal(142u, loaded.Run());
    }

    [Fact]
    public void Unused_globals_and_maps_stay_for_the_loader_to_find()
    {
        var module = new TestModule();
        module.Global(new IrGlobal("Unused", ".bss", 16, 8, new DebugArray(Types.ULong, 2)));
        module.Global(new IrGlobal("UnusedConstant", ".rodata", 4, 4, Types.Int));
        module.Global(new IrGlobal("UnusedText", ".rodata", 4, 1, null) { IsInternal = true });
        module.Map(new IrMap("UnusedMap", 2, default) { Key = Types.Int, Value = Types.Int, MaxEntries = 1 });
        module.Socket().Return(I32(0));
        using var compiled = new CompiledObject(module.Emit());
        string symbols = compiled.Symbols(), btf = compiled.Btf();
        foreach (string name in new[] { "Unused", "UnusedConstant", "UnusedMap", "_license" })
            Assert.Matches(@$"OBJECT\s+GLOBAL\s+DEFAULT\s+\d+ {name}\n", symbols);
        Assert.DoesNotContain("UnusedText", symbols);
        Assert.Contains("VAR 'Unused'", btf);
        Assert.Contains("DATASEC '.bss' size=0 vlen=1", btf);
    }

    [Fact]
    public void Printk_takes_its_format_from_constant_data()
    {
        var module = new TestModule();
        IrGlobal format = module.Text("format.0", "value %d\n");
        TestFunction function = module.Socket();
        IrInstruction written = function.Helper(TracePrintk, IrType.I64, new IrGlobalAddress(format), I64(format.Size), I64(7));
        function.Return(function.Convert(IrConversion.Truncate, written, IrType.I32));
        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        Assert.Equal((uint)"value 7\n".Length, loaded.Run());
    }

    [Fact]
    public void Every_kind_of_type_reaches_BTF()
    {
        var callback = new DebugFunctionType(Types.Long, [("index", Types.UInt), ("context", Types.VoidPointer)]);
        DebugRecord inner = Types.Struct("", ("x", Types.Long), ("y", new DebugArray(new DebugArray(Types.Int, 3), 2)));
        DebugRecord either = Types.Union("", ("small", Types.Int), ("big", Types.ULong));
        DebugRecord all = Types.Struct("all",
            ("flag", Types.Bool), ("letter", Types.Char), ("octet", Types.Byte),
            ("colour", new DebugEnum("colour", 4, isSigned: true) { Values = [("RED", 0), ("GREEN", 5)] }),
            ("level", new DebugEnum("level", 1, isSigned: false) { Values = [("LOW", 0), ("HIGH", 255)] }),
            ("delta", new DebugEnum("delta", 4, isSigned: true) { Values = [("DOWN", -1), ("UP", 1)] }),
            ("wide", new DebugEnum("wide", 8, isSigned: true) { Values = [("FAR", 1L << 40)] }),
            ("id", new DebugTypedef("my_id", Types.UInt)), ("call", new DebugPointer(callback)), ("inner", inner), ("", either));
        all.Members.Insert(0, new DebugMember("low", Types.UInt, 0, 3));
        all.Members.RemoveAt(1);
        all.Members.Insert(1, new DebugMember("high", Types.UInt, 3, 5));
        var module = new TestModule();
        module.Global(new IrGlobal("All", ".bss", all.Size, 8, all));
        module.Socket().Return(I32(0));

        using var compiled = new CompiledObject(module.Emit());
        Assert.DoesNotContain("ENUM64", compiled.Btf());
        // What bpftool writes before and after the types differs between its versions.
        string c = compiled.BtfAsC();
        int start = c.IndexOf("enum colour", StringComparison.Ordinal), end = c.IndexOf("\n};\n\n#", start, StringComparison.Ordinal);
        Snapshot.Match(c[start..(end + 4)], "Emit.Types");
        using var loaded = new LoadedObject(compiled);
    }

    [Fact]
    public void The_licence_is_what_the_kernel_checks()
    {
        var module = new TestModule("Dual MIT/GPL");
        module.Global(new IrGlobal("_license", ".bss", 4, 4, Types.Int));
        module.Socket().Return(I32(0));
        using var compiled = new CompiledObject(module.Emit());
        Assert.Contains("Dual MIT/GPL", Tool.Run("llvm-readelf-19", "-p", "license", compiled.Object));
        using var loaded = new LoadedObject(compiled);
    }
}
