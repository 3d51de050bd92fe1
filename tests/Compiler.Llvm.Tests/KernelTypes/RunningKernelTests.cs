using System.Text.Json;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Compiler.Llvm.Tests.KernelTypes;

/// <summary>The reference assembly of this machine's kernel, made once.</summary>
public sealed class RunningKernel : IDisposable
{
    public const string Path = "/sys/kernel/btf/vmlinux";
    readonly TemporaryDirectory _directory = new();
    KernelAssemblyFile? _file;

    internal KernelAssemblyFile File
    {
        get
        {
            Assert.SkipUnless(System.IO.File.Exists(Path), "needs a kernel with BTF");
            if (_file is not null) return _file;
            string output = _directory.File("BpfSharp.Kernel.dll");
            var ended = Worker.Run(["kernel-types", output, Path]);
            Assert.True(ended.ExitCode == 0, ended.Errors);
            return _file = new KernelAssemblyFile(output);
        }
    }

    public void Dispose() => _directory.Dispose();
}

/// <summary>All types of the kernel that runs, held against what bpftool says of them.</summary>
public sealed class RunningKernelTests(RunningKernel kernel) : IClassFixture<RunningKernel>
{
    static JsonElement[] Types()
    {
        Assert.SkipUnless(Tool.Exists("bpftool"), "needs bpftool");
        var (exitCode, text) = Tool.Run("bpftool", "-j", "btf", "dump", "file", RunningKernel.Path);
        Assert.True(exitCode == 0, text);
        return [.. JsonDocument.Parse(text).RootElement.GetProperty("types").EnumerateArray()];
    }

    [Fact]
    public void Every_type_that_has_a_name_is_there()
    {
        var file = kernel.File;
        HashSet<string> known = [.. KernelAssemblyFile.TypesIn(file.Symbols).Where(t => t.ContainingType is null).Select(t => t.Name)];
        var types = Types();
        var named = types.Where(t => t.GetProperty("kind").GetString() is "STRUCT" or "UNION" or "ENUM" or "ENUM64" or "FWD").Select(t => t.GetProperty("name").GetString()!).Where(n => n != "(anon)").ToList();
        Assert.True(named.Count > 5000);
        Assert.Empty(named.Except(known));
        // Two structs of one name are two types.
        Assert.All(named.GroupBy(n => n), group => Assert.True(group.Count() == 1 || known.Contains(group.Key + "___2") || types.Any(t => t.GetProperty("kind").GetString() == "FWD" && t.GetProperty("name").GetString() == group.Key), group.Key));
    }

    [Fact]
    public void Every_function_and_tracepoint_is_there()
    {
        var file = kernel.File;
        var types = Types();
        IEnumerable<string> Names(string kind) => types.Where(t => t.GetProperty("kind").GetString() == kind).Select(t => t.GetProperty("name").GetString()!);
        Assert.Empty(Names("FUNC").Except(file.Type("KernelFunctions").MemberNames));
        Assert.Empty(Names("TYPEDEF").Where(n => n.StartsWith("btf_trace_", StringComparison.Ordinal)).Select(n => n["btf_trace_".Length..]).Except(file.Type("KernelTracepoints").MemberNames));
    }

    /// <summary>No type anywhere that the compiler cannot resolve, or that a pointer could not point to.</summary>
    [Fact]
    public void The_csharp_compiler_reads_all_of_it()
    {
        int fields = 0, methods = 0;
        foreach (var type in KernelAssemblyFile.TypesIn(kernel.File.Symbols))
        {
            Assert.True(type.TypeKind != TypeKind.Struct || type.IsUnmanagedType, type.Name);
            foreach (var member in type.GetMembers())
            {
                if (member is IFieldSymbol field)
                {
                    fields++;
                    Assert.False(IsBroken(field.Type), $"{type.Name}.{field.Name}");
                }
                else if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
                {
                    methods++;
                    Assert.False(IsBroken(method.ReturnType) || method.Parameters.Any(p => IsBroken(p.Type)), method.Name);
                }
            }
        }
        Assert.True(fields > 30_000 && methods > 10_000);

        static bool IsBroken(ITypeSymbol type) => type is IErrorTypeSymbol || (type is IPointerTypeSymbol { PointedAtType: var target } && IsBroken(target));
    }

    /// <summary>All sizes and places are what bpftool reads.</summary>
    [Fact]
    public void Sizes_and_places_are_bpftools()
    {
        var layouts = kernel.File.Layouts();
        var types = Types().ToDictionary(t => t.GetProperty("id").GetInt32());
        HashSet<string> enums = [.. types.Values.Where(t => t.GetProperty("kind").GetString() is "ENUM" or "ENUM64").Select(t => t.GetProperty("name").GetString()!)];
        int compared = 0;
        foreach (var tag in types.Values.Where(t => t.GetProperty("kind").GetString() is "STRUCT" or "UNION").GroupBy(t => t.GetProperty("name").GetString()!))
        {
            // Several types of one name may be in any order.
            if (tag.Key == "(anon)" || tag.Count() > 1 || enums.Contains(tag.Key)) continue;
            var (size, offsets) = layouts[tag.Key];
            Assert.True(tag.Single().GetProperty("size").GetInt32() == size, $"{tag.Key} has {size} bytes");
            Dictionary<string, int> expected = [];
            AddMembers(tag.Single(), 0, expected);
            Assert.Equal(expected, offsets);
            compared += 1 + expected.Count;
        }
        Assert.True(compared > 30_000);

        void AddMembers(JsonElement type, int start, Dictionary<string, int> into)
        {
            foreach (var member in type.GetProperty("members").EnumerateArray())
            {
                int bit = start + member.GetProperty("bits_offset").GetInt32();
                string name = member.GetProperty("name").GetString()!;
                if (name != "(anon)") into.Add(name, bit / 8);
                else if (Skip(member.GetProperty("type_id").GetInt32()) is { } inner && inner.TryGetProperty("members", out _)) AddMembers(inner, bit, into);
            }
        }

        JsonElement Skip(int id)
        {
            while (types[id].GetProperty("kind").GetString() is "CONST" or "VOLATILE" or "TYPEDEF") id = types[id].GetProperty("type_id").GetInt32();
            return types[id];
        }
    }
}
