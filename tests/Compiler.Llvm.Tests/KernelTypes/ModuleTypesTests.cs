using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Llvm.Tests.KernelTypes;

/// <summary>Types of a module, which continue those of its kernel (split BTF).</summary>
public sealed class ModuleTypesTests : IDisposable
{
    const string KernelSource = """
        struct task { int pid; struct task *parent; };
        struct { int nameless; } of_kernel;
        typedef struct { int counter; } atomic_t;
        int use(struct task *task, atomic_t *count) { return task->pid + count->counter; }
        """;

    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_module_adds_its_own_types_and_functions()
    {
        var (kernel, module) = Make();
        string output = _directory.File("BpfSharp.Kernel.dll");
        var ended = Worker.Run(["kernel-types", output, kernel, module]);
        Assert.True(ended.ExitCode == 0, ended.Errors);
        KernelAssemblyFile types = new(output);
        Assert.Equal(["task* owner", "atomic_t count"], types.Type("module_thing").GetMembers().OfType<IFieldSymbol>().Select(field => $"{field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {field.Name}"));
        var function = Assert.IsAssignableFrom<IMethodSymbol>(Assert.Single(types.Type("KernelFunctions").GetMembers("module_function")));
        Assert.Equal(["module_thing*"], function.Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        Assert.NotEmpty(types.Type("KernelFunctions").GetMembers("use"));
        Assert.DoesNotContain("Not in", File.ReadAllText(Path.ChangeExtension(output, ".xml")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_without_its_kernel_is_refused()
    {
        var (_, module) = Make();
        var ended = Worker.Run(["kernel-types", _directory.File("none.dll"), module]);
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("name that kernel's file before it", ended.Errors, StringComparison.Ordinal);
    }

    /// <summary>The kernel's raw BTF, as clang makes it, and one that continues it.</summary>
    (string Kernel, string Module) Make()
    {
        Assert.SkipUnless(Tool.Exists("clang-19") && Tool.Exists("llvm-objcopy-19"), "needs clang-19 and llvm-objcopy-19");
        Assert.SkipUnless(Tool.Exists("bpftool"), "needs bpftool");
        string source = _directory.File("kernel.c"), output = _directory.File("kernel.o"), kernel = _directory.File("kernel.btf"), module = _directory.File("module");
        File.WriteAllText(source, KernelSource);
        var (exitCode, text) = Tool.Run("clang-19", "-g", "-O2", "-Wno-everything", "-target", "bpf", "-c", source, "-o", output);
        Assert.True(exitCode == 0, text);
        Assert.Equal(0, Tool.Run("llvm-objcopy-19", "--dump-section", ".BTF=" + kernel, output).ExitCode);
        byte[] bytes = File.ReadAllBytes(kernel);
        string listed = Tool.Run("bpftool", "btf", "dump", "file", kernel).Text;
        uint Id(string what) => uint.Parse(Regex.Match(listed, @"\[(\d+)\] " + what).Groups[1].Value, CultureInfo.InvariantCulture);
        uint next = (uint)Regex.Count(listed, @"(?m)^\[\d+\]") + 1, names = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(20));

        const uint isStruct = 4u << 24, isPointer = 2u << 24, isFunction = 12u << 24, isPrototype = 13u << 24;
        byte[] strings = Encoding.ASCII.GetBytes("module_thing\0owner\0count\0module_function\0thing\0");
        uint Name(string name) => names + (uint)Encoding.ASCII.GetString(strings).IndexOf(name + "\0", StringComparison.Ordinal);
        uint[] types =
        [
            0, isPointer, Id("STRUCT 'task'"),
            Name("module_thing"), isStruct | 2, 16, Name("owner"), next, 0, Name("count"), Id("TYPEDEF 'atomic_t'"), 64,
            0, isPointer, next + 1,
            0, isPrototype | 1, Id("INT 'int'"), Name("thing"), next + 2,
            Name("module_function"), isFunction | 1, next + 3,
        ];
        uint[] header = [0x0001eb9f, 24, 0, (uint)types.Length * 4, (uint)types.Length * 4, (uint)strings.Length];
        byte[] made = new byte[4 * (header.Length + types.Length)];
        for (int index = 0; index < made.Length / 4; index++)
            BinaryPrimitives.WriteUInt32LittleEndian(made.AsSpan(4 * index), index < header.Length ? header[index] : types[index - header.Length]);
        File.WriteAllBytes(module, [.. made, .. strings]);
        return (kernel, module);
    }
}
