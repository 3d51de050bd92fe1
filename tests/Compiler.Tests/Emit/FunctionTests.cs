using BpfSharp.Compiler.Ir;
using Xunit;
using static BpfSharp.Compiler.Tests.Emit.TestFunction;

namespace BpfSharp.Compiler.Tests.Emit;

public sealed class FunctionTests
{
    const int Loop = 181;

    [Fact]
    public void Line_info_carries_the_text_of_the_files_it_names()
    {
        using var compiled = new CompiledObject(TwoFiles().Emit());
        string lines = compiled.Lines();
        Assert.Contains("/src/Probe.cs:3", lines);
        Assert.Contains("/src/Helper.cs:11", lines);
        string source = compiled.Source();
        Assert.Contains("int filter(void* context) => Twice(context); // Größe", source);
        Assert.Contains("return 2 * read;", source);
        Assert.DoesNotContain("secret", Tool.Run("llvm-readelf-19", "-p", ".BTF", compiled.Object));

        using var loaded = new LoadedObject(compiled);
        string translated = loaded.Translated("filter");
        Assert.Contains("[file:/src/Helper.cs line_num:11 line_col:9]", translated);
        Assert.Contains("return 2 * read;", translated);
        Assert.Equal(246u, loaded.Run());
    }

    [Fact]
    public void Without_sources_no_text_is_embedded_even_from_files_on_disk()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "first\nsecret();\nsecret();\n");
            var module = new TestModule();
            TestFunction function = module.Helper("filter", IrLinkage.Program, IrType.I32, Types.Int, new SourceSpan(file, 1, 1), new IrParameter("ctx", IrType.Pointer, Types.VoidPointer));
            var program = new IrFunction("filter", IrLinkage.Program, IrType.I32, Types.Int, new SourceSpan(file, 1, 1)) { Section = "socket" };
            program.Parameters.AddRange(function.Ir.Parameters);
            program.Blocks.AddRange(function.Ir.Blocks);
            module.Ir.Functions[0] = program;
            function.Return(I32(0));
            using var compiled = new CompiledObject(module.Emit());
            Assert.DoesNotContain("secret", Tool.Run("llvm-readelf-19", "-p", ".BTF", compiled.Object));
            Assert.Contains(file + ":2", compiled.Lines());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_location_in_another_file_of_the_same_function()
    {
        var module = new TestModule();
        TestFunction function = module.Socket();
        IrGlobal value = module.Global(new IrGlobal("Value", ".data", 4, 4, Types.Int) { Initial = [9, 0, 0, 0] });
        IrInstruction load = function.Add(new IrLoad(IrType.I32, new IrGlobalAddress(value), 4, isVolatile: true, new SourceSpan("/src/Generated.cs", 77, 3)));
        function.Return(load);
        using var compiled = new CompiledObject(module.Emit());
        Assert.Contains("/src/Generated.cs:77", compiled.Lines());
    }

    [Fact]
    public void A_subprogram_is_called_and_described_in_BTF()
    {
        var module = new TestModule();
        var left = new IrParameter("left", IrType.I32, Types.Int);
        var unused = new IrParameter("unused", IrType.Pointer, Types.VoidPointer);
        TestFunction sub = module.Helper("Scale", IrLinkage.Subprogram, IrType.I32, Types.Int, new SourceSpan(TestModule.File, 20, 1), left, unused);
        IrGlobal factor = module.Global(new IrGlobal("Factor", ".data", 4, 4, Types.Int) { Initial = [3, 0, 0, 0] });
        sub.Return(sub.Binary(IrBinaryOperator.Multiply, left, sub.Load(IrType.I32, new IrGlobalAddress(factor), isVolatile: true)));
        TestFunction function = module.Socket();
        IrInstruction once = function.Call(sub, function.Load(IrType.I32, new IrGlobalAddress(factor), isVolatile: true), function.Parameter);
        function.Return(function.Call(sub, once, IrNullPointer.Instance));

        using var compiled = new CompiledObject(module.Emit());
        Assert.Contains("FUNC 'Scale' type_id=", compiled.Btf());
        Assert.Matches(@"FUNC\s+LOCAL\s+\w+\s+\d+ Scale\n", compiled.Symbols());
        using var loaded = new LoadedObject(compiled);
        Assert.Equal(27u, loaded.Run());
    }

    [Fact]
    public void Programs_of_several_kinds_share_an_object_and_a_section()
    {
        var module = new TestModule();
        foreach ((string name, string section, int result) in new[] { ("pass", "xdp", 2), ("drop", "xdp", 1), ("filter", "socket", 9) })
            module.Program(name, section, new IrParameter("ctx", IrType.Pointer, Types.VoidPointer)).Return(I32(result));
        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        Assert.Equal((2u, 1u, 9u), (loaded.Run("pass"), loaded.Run("drop"), loaded.Run("filter")));
    }

    [Fact]
    public void A_callback_is_passed_by_address()
    {
        var module = new TestModule();
        IrGlobal total = module.Global(new IrGlobal("Total", ".bss", 8, 8, Types.ULong));
        var index = new IrParameter("index", IrType.I32, Types.UInt);
        TestFunction body = module.Helper("Body", IrLinkage.Subprogram, IrType.I64, Types.Long, new SourceSpan(TestModule.File, 20, 1), index, new IrParameter("context", IrType.Pointer, Types.VoidPointer));
        IrInstruction sum = body.Binary(IrBinaryOperator.Add, body.Load(IrType.I64, new IrGlobalAddress(total)), body.Convert(IrConversion.ZeroExtend, index, IrType.I64));
        body.Store(sum, new IrGlobalAddress(total));
        body.Return(I64(0));
        TestFunction function = module.Socket();
        function.Helper(Loop, IrType.I64, I64(11), new IrFunctionAddress(body.Ir), IrNullPointer.Instance, I64(0));
        function.Return(function.Convert(IrConversion.Truncate, function.Load(IrType.I64, new IrGlobalAddress(total)), IrType.I32));
        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        Assert.Equal(55u, loaded.Run());
    }

    [Fact]
    public void Compare_and_exchange_gives_the_old_value()
    {
        var module = new TestModule();
        IrGlobal value = module.Global(new IrGlobal("Value", ".data", 4, 4, Types.Int) { Initial = [5, 0, 0, 0] });
        TestFunction function = module.Socket();
        IrInstruction first = function.Add(new IrCompareExchange(new IrGlobalAddress(value), I32(70), I32(5), function.Span));
        IrInstruction second = function.Add(new IrCompareExchange(new IrGlobalAddress(value), I32(1), I32(5), function.Span));
        function.Return(function.Binary(IrBinaryOperator.Add, first, second));
        using var compiled = new CompiledObject(module.Emit());
        using var loaded = new LoadedObject(compiled);
        Assert.Equal(75u, loaded.Run());
    }

    [Fact]
    public void Unused_atomics_are_the_form_old_kernels_know_and_used_ones_fetch()
    {
        var module = new TestModule();
        IrGlobal value = module.Global(new IrGlobal("Value", ".bss", 8, 8, Types.ULong));
        TestFunction function = module.Socket();
        function.Add(new IrAtomic(IrAtomicOperator.Add, new IrGlobalAddress(value), I64(3), isResultUsed: false, function.Span));
        using (var plain = new CompiledObject(Finish(I32(0))))
        {
            Assert.Contains("lock *(u64 *)", plain.Disassembly());
            Assert.DoesNotContain("atomic_fetch", plain.Disassembly());
        }
        IrInstruction old = function.Add(new IrAtomic(IrAtomicOperator.Or, new IrGlobalAddress(value), I64(3), isResultUsed: true, function.Span));
        using var fetching = new CompiledObject(Finish(function.Convert(IrConversion.Truncate, old, IrType.I32)));
        Assert.Contains("atomic_fetch_or", fetching.Disassembly());

        string Finish(IrValue result)
        {
            function.Return(result);
            return module.Emit();
        }
    }

    [Fact]
    public void Odd_names_are_quoted_and_spelled_for_BTF()
    {
        var module = new TestModule();
        TestFunction helper = module.Helper("<Main>g__Größe|0_1 \"x\\y\"", IrLinkage.Subprogram, IrType.I32, Types.Int, new SourceSpan(@"C:\src\A B.cs", 7, 1), new IrParameter("<i>5__2", IrType.I32, Types.Int));
        IrLocal local = helper.Local("größe %", 4, 4);
        helper.Store(helper.Parameter, local);
        helper.Return(helper.Add(new IrLoad(IrType.I32, local, 4, isVolatile: true, helper.Span)));
        DebugRecord generic = Types.Struct("List<int>", ("<Item>k__BackingField", Types.Int), ("größe", Types.Int));
        module.Global(new IrGlobal("Items", ".bss", 8, 4, generic));
        TestFunction function = module.Program("2nd", "socket", new IrParameter("", IrType.Pointer, Types.VoidPointer));
        function.Return(function.Call(helper, I32(6)));

        using var compiled = new CompiledObject(module.Emit());
        Assert.Contains("List_int_", compiled.BtfAsC());
        Assert.Contains(@"C:\src\A B.cs:8", compiled.Lines());
        using var loaded = new LoadedObject(compiled);
    }

    [Fact]
    public void An_object_has_no_DWARF_and_nothing_undefined()
    {
        using var compiled = new CompiledObject(TwoFiles().Emit());
        Assert.DoesNotContain(".debug_info", compiled.Sections());
        Assert.DoesNotContain(".eh_frame", compiled.Sections());
        Assert.DoesNotMatch(@"UND \w", compiled.Symbols());
    }

    [Fact]
    public void The_same_module_is_always_the_same_text()
    {
        Assert.Equal(TwoFiles().Emit(), TwoFiles().Emit());
        TestModule module = TwoFiles();
        Assert.Equal(module.Emit(), module.Emit());
    }

    static TestModule TwoFiles()
    {
        var module = new TestModule();
        IrGlobal value = module.Global(new IrGlobal("Value", ".data", 4, 4, Types.Int) { Initial = [123, 0, 0, 0] });
        TestFunction helper = module.Helper("Twice", IrLinkage.Inline, IrType.I32, Types.Int, new SourceSpan("/src/Helper.cs", 9, 1), new IrParameter("context", IrType.Pointer, Types.VoidPointer));
        IrInstruction read = helper.Add(new IrLoad(IrType.I32, new IrGlobalAddress(value), 4, isVolatile: true, new SourceSpan("/src/Helper.cs", 10, 9)));
        IrInstruction result = helper.Add(new IrBinary(IrBinaryOperator.Multiply, read, I32(2), new SourceSpan("/src/Helper.cs", 11, 9)));
        helper.Return(result);
        TestFunction function = module.Socket();
        IrInstruction call = function.Call(helper, function.Parameter);
        function.Return(call);
        module.Ir.Sources["/src/Probe.cs"] = "secret\r\nclass Probe\r\nint filter(void* context) => Twice(context); // Größe\r\nsecret";
        module.Ir.Sources["/src/Helper.cs"] = "// secret\n\n\n\n\n\n\n\n    static int Twice(void* context)\n    int read = \"a\\b\".Length;\n        return 2 * read;\n// secret";
        return module;
    }
}
