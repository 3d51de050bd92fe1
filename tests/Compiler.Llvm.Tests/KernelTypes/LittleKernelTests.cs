using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Llvm.Tests.KernelTypes;

/// <summary>The reference assembly of a small kernel that clang has compiled: how each form of C type is C#.</summary>
public sealed class LittleKernelTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    string Btf(string? source = null, string name = "kernel")
    {
        Assert.SkipUnless(Tool.Exists("clang-19"), "needs clang-19");
        string output = _directory.File(name + ".o"), file = Path.Combine(AppContext.BaseDirectory, "KernelTypes", "kernel.c");
        if (source is not null) File.WriteAllText(file = _directory.File(name + ".c"), source);
        var (exitCode, text) = Tool.Run("clang-19", "-g", "-O2", "-fno-eliminate-unused-debug-types", "-Wno-everything", "-target", "bpf", "-c", file, "-o", output);
        Assert.True(exitCode == 0, text);
        return output;
    }

    KernelAssemblyFile Make(params string[] files)
    {
        string output = _directory.File("out/BpfSharp.Kernel.dll");
        var ended = Worker.Run(["kernel-types", output, .. files]);
        Assert.True(ended.ExitCode == 0, ended.Errors);
        return new KernelAssemblyFile(output);
    }

    static string Shown(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    static IFieldSymbol Field(INamedTypeSymbol type, string name) => Assert.IsAssignableFrom<IFieldSymbol>(Assert.Single(type.GetMembers(name)));

    static IEnumerable<string> Attributes(ISymbol symbol) => symbol.GetAttributes().Select(static a => a.ToString()!.Replace("BpfSharp.", "", StringComparison.Ordinal).Replace("Attribute", "", StringComparison.Ordinal));

    [Fact]
    public void Each_form_of_type_has_its_csharp_type()
    {
        var task = Make(Btf()).Type("task");
        Assert.Equal(["KernelType(\"task\")"], Attributes(task));
        (string Name, string Type)[] expected =
        [
            ("state", "long"), ("hidden", "opaque*"), ("name", "byte*"), ("comm", "Comm"), ("other_name", "byte*"), ("event", "event"),
            ("params", "params__type"), ("as_int", "int"), ("low", "short"), ("high", "short"), ("value", "value__type"),
            ("ready", "uint"), ("mode", "uint"), ("level", "uint"), ("kind", "kind"), ("choice", "mode_choice"), ("count", "atomic_t"), ("halves", "halves_t"),
            ("matrix", "Int32_3_2"), ("parent", "task*"), ("children", "task_pointer_4"), ("callback", "void*"), ("private_data", "void*"),
            ("huge", "Wide"), ("alive", "bool"), ("small", "sbyte"), ("nameless_pointer", "nameless_pointer__type*"), ("tail", "int*"),
        ];
        Assert.Equal(expected, task.GetMembers().OfType<IFieldSymbol>().Select(field => (field.Name, Shown(field.Type).Split('.')[^1].TrimStart('@'))));
        Assert.All(["ready", "mode", "level"], name => Assert.Equal(["KernelBitfield"], Attributes(Field(task, name))));
        Assert.Equal((true, 16), (Field(task, "other_name").IsFixedSizeBuffer, Field(task, "other_name").FixedSize));
        Assert.Contains("KernelFlexibleArray", Attributes(Field(task, "tail")));
        Assert.True(task.IsUnmanagedType);
    }

    [Fact]
    public void Types_without_a_name_are_where_they_are_declared()
    {
        var kernel = Make(Btf());
        var parameters = (INamedTypeSymbol)Field(kernel.Type("task"), "params").Type;
        Assert.Equal(("task", "KernelType(\"\")"), (parameters.ContainingType.Name, Assert.Single(Attributes(parameters))));
        Assert.Equal("inner__type", Shown(Field(parameters, "inner").Type));
        Assert.Equal(["KernelType(\"\", IsUnion = true)"], Attributes(Field(kernel.Type("task"), "value").Type));
    }

    [Fact]
    public void Names_of_typedefs_and_of_unions_say_so()
    {
        var kernel = Make(Btf());
        Assert.Equal(["KernelType(\"atomic_t\", IsTypedef = true)"], Attributes(kernel.Type("atomic_t")));
        Assert.Equal(["KernelType(\"anything\", IsUnion = true)"], Attributes(kernel.Type("anything")));
        Assert.Equal(["whole", "low", "high"], kernel.Type("halves_t").GetMembers().OfType<IFieldSymbol>().Select(field => field.Name));
        Assert.Empty(kernel.Type("opaque").GetMembers().OfType<IFieldSymbol>());
    }

    [Fact]
    public void Enums_have_their_values()
    {
        var kernel = Make(Btf());
        Assert.Equal(TypeKind.Enum, kernel.Type("kind").TypeKind);
        Assert.Equal((0, 7, -1), ((int)Field(kernel.Type("kind"), "KIND_NONE").ConstantValue!, (int)Field(kernel.Type("kind"), "KIND_SOME").ConstantValue!, (int)Field(kernel.Type("kind"), "KIND_NEGATIVE").ConstantValue!));
        Assert.Equal((0x100000000UL, 5u), ((ulong)Field(kernel.Type("wide_kind"), "WIDE").ConstantValue!, (uint)Field(kernel.Type("mode_choice"), "SECOND_MODE").ConstantValue!));
        Assert.Equal(["KernelType(\"mode_choice\", IsTypedef = true)"], Attributes(kernel.Type("mode_choice")));
        Assert.Equal(9u, Field(kernel.Type("KernelConstants"), "LIMIT_INSIDE").ConstantValue);
    }

    /// <summary>Two functions each have a struct of one name of their own.</summary>
    [Fact]
    public void Two_types_of_one_name_are_two()
    {
        var kernel = Make(Btf());
        Assert.Equal(["one", "three,two"], new[] { kernel.Type("local"), kernel.Type("local___2") }.Select(type => string.Join(',', type.GetMembers().OfType<IFieldSymbol>().Select(f => f.Name).Order())).Order());
        Assert.Equal(["KernelType(\"local\")"], Attributes(kernel.Type("local___2")));
    }

    [Fact]
    public void Prototypes_are_methods()
    {
        var kernel = Make(Btf());
        string Prototype(string type, string name) => Assert.Single(kernel.Type(type).GetMembers(name)).ToDisplayString(new SymbolDisplayFormat(
            memberOptions: SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters,
            parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName, miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes));
        Assert.Equal("int first(task* task, uint flags)", Prototype("KernelFunctions", "first"));
        Assert.Equal("void many(int value, __arglist)", Prototype("KernelTracepoints", "many"));
        Assert.Equal("void third(atomic_t by_value, kind kind, void* call, byte** text)", Prototype("KernelFunctions", "third"));
        Assert.Equal("void task_done(task* task, bool well)", Prototype("KernelTracepoints", "task_done"));
    }

    [Fact]
    public void The_csharp_compiler_takes_fields_of_any_name()
    {
        var kernel = Make(Btf());
        var compilation = kernel.Compile("""
            int Use(task* t) => t->@event.@object + t->@params.inner.b + t->matrix[1][2] + t->value.bytes[3] + t->children[2].Value->tail[100] + (int)t->kind + (byte)t->other_name[3] + t->low + t->count.counter;
            byte* Decay(task* t) => t->other_name;
            """);
        Assert.Empty(compilation.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
    }

    /// <summary>clang, which has laid the types out, on each size and place.</summary>
    [Fact]
    public void Sizes_and_places_are_clangs()
    {
        var layouts = Make(Btf()).Layouts();
        string[] bits = ["ready", "mode", "level"];
        var claims = layouts.Where(type => type.Value.Offsets.Count > 0 && !type.Key.StartsWith("local", StringComparison.Ordinal)).SelectMany(type =>
        {
            string name = type.Key switch { "anything" => "union anything", "task" or "event" => "struct " + type.Key, _ => type.Key };
            return type.Value.Offsets.Where(field => !bits.Contains(field.Key)).Select(field => $"_Static_assert(__builtin_offsetof({name}, {field.Key}) == {field.Value}, \"{name}.{field.Key}\");")
                .Prepend($"_Static_assert(sizeof({name}) == {type.Value.Size}, \"{name}\");");
        }).ToList();
        Assert.True(claims.Count > 35);
        string source = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "KernelTypes", "kernel.c"));
        Btf(source + string.Join('\n', claims), "claims");
    }

    [Fact]
    public void Nothing_can_run_it()
    {
        string output = _directory.File("out/BpfSharp.Kernel.dll");
        Make(Btf());
        Assert.Throws<BadImageFormatException>(() => System.Reflection.Assembly.LoadFile(output));
    }

    [Fact]
    public void The_same_kernel_gives_the_same_bytes()
    {
        string btf = Btf();
        Assert.True(Make(btf).Bytes.SequenceEqual(Make(btf).Bytes));
    }

    /// <summary>The types of two kernels: all that either has, and documentation that tells which.</summary>
    [Fact]
    public void Several_kernels_are_one_assembly()
    {
        string newer = Btf("struct a { long state; int pid; struct { int x; }; }; struct only_new { int n; }; enum e { E_ONE, E_THREE = 3 }; int f(struct a *a, int b) { return 0; } int same(struct a *a) { return 0; } enum e e; struct only_new o;", "newer");
        string older = Btf("struct a { int pid; short old_state; }; struct only_old { int o; }; enum e { E_ONE, E_TWO = 9 }; int f(struct a *a) { return 0; } int same(struct a *a) { return 0; } enum e e; struct only_old o;", "older");
        var kernel = Make(newer, older);
        Assert.Equal(["state", "pid", "x", "old_state"], kernel.Type("a").GetMembers().OfType<IFieldSymbol>().Select(f => f.Name));
        Assert.Equal(["E_ONE", "E_THREE", "E_TWO"], kernel.Type("e").GetMembers().OfType<IFieldSymbol>().Select(f => f.Name));
        Assert.Equal((2, 1), (kernel.Type("KernelFunctions").GetMembers("f").Length, kernel.Type("KernelFunctions").GetMembers("same").Length));
        Assert.NotNull(kernel.Type("only_old"));

        var texts = XDocument.Parse(kernel.Documentation).Descendants("member").ToDictionary(m => m.Attribute("name")!.Value, m => m.Element("summary")!.Value);
        Assert.Equal("struct a of the kernel: 16 bytes in newer.o; 8 bytes in older.o.", texts["T:BpfSharp.Kernel.a"]);
        Assert.Equal("struct only_old of the kernel: 4 bytes in older.o. Not in newer.o.", texts["T:BpfSharp.Kernel.only_old"]);
        Assert.Equal("Only in older.o.", texts["F:BpfSharp.Kernel.a.old_state"]);
        Assert.Equal("Only in newer.o.", texts["F:BpfSharp.Kernel.a.x"]);
        Assert.DoesNotContain("F:BpfSharp.Kernel.a.pid", texts.Keys);
    }

    /// <summary>A file cut anywhere, or with any byte changed: an assembly or a message, and no other end.</summary>
    [Fact]
    public void Damaged_types_are_told_in_one_line()
    {
        byte[] whole = File.ReadAllBytes(Btf());
        var random = new Random(7);
        int messages = 0;
        for (int round = 0; round < 40; round++)
        {
            byte[] damaged = round % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (int change = 0; round % 2 == 1 && change < 50; change++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            string file = _directory.File("damaged.o");
            File.WriteAllBytes(file, damaged);
            var ended = Worker.Run(["kernel-types", _directory.File("damaged.dll"), file]);
            Assert.True(ended.ExitCode is 0 or 1, ended.Errors);
            if (ended.ExitCode == 0) continue;
            messages++;
            Assert.StartsWith("bpfsharp-llvm: ", ended.Errors, StringComparison.Ordinal);
            Assert.Single(ended.Errors.TrimEnd().Split('\n'));
        }
        Assert.True(messages > 10);
    }
}
