using System.Security.Cryptography;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BpfSharp.Compiler.Llvm.Tests;

public sealed class ExtractTests : IDisposable
{
    static readonly byte[] ObjectA = [.. Enumerable.Range(0, 3000).Select(static i => (byte)(i * 7))];
    static readonly byte[] ObjectB = [0x7f, 1, 2, 3, 4];
    readonly TemporaryDirectory _directory = new();

    string Output => _directory.File("out");
    string List => _directory.File("obj/list.txt");

    public void Dispose() => _directory.Dispose();

    /// <summary>
    /// An assembly as the generator leaves it: bytes in a property, and an attribute that announces them. The class's name may
    /// have the machine behind it: <c>Probe@arm64</c>.
    /// </summary>
    string Assembly(params (string ClassName, byte[] Announced, byte[]? Embedded)[] objects)
    {
        string library = _directory.File("BpfSharp.dll"), program = _directory.File("Program.dll");
        Emit(library, "namespace BpfSharp { [System.AttributeUsage(System.AttributeTargets.Assembly, AllowMultiple = true)] public sealed class EmbeddedBpfObjectAttribute(string c, string h, int l, string a) : System.Attribute; }");
        string attributes = string.Concat(objects.Select(static o => $"[assembly: BpfSharp.EmbeddedBpfObject(@\"{o.ClassName.Split('@')[0]}\", \"{Convert.ToHexString(SHA256.HashData(o.Announced))}\", {o.Announced.Length}, \"{o.ClassName.Split('@').ElementAtOrDefault(1)}\")]\n"));
        string members = string.Concat(objects.Select(static (o, i) => o.Embedded is null ? "" : $"public static System.ReadOnlySpan<byte> P{i} => new byte[] {{ {string.Join(',', o.Embedded)} }};\n"));
        Emit(program, $"{attributes} public class Other {{ public static System.ReadOnlySpan<int> Numbers => new[] {{ 1, 2, 3, 4 }}; {members} }}", MetadataReference.CreateFromFile(library));
        return program;
    }

    static void Emit(string path, string source, params MetadataReference[] references)
    {
        var compilation = CSharpCompilation.Create(Path.GetFileNameWithoutExtension(path), [CSharpSyntaxTree.ParseText(source)], [.. Net100.References.All, .. references], new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        using var file = File.Create(path);
        var result = compilation.Emit(file);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
    }

    Worker.Ended Extract(string assembly) => Worker.Run(["extract", assembly, Output, List]);

    [Fact]
    public void Objects_come_out_as_they_went_in()
    {
        var ended = Extract(Assembly(("My.Tools.Alpha", ObjectA, ObjectA), ("Beta", ObjectB, ObjectB)));
        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Equal(ObjectA, File.ReadAllBytes(Path.Combine(Output, "Alpha.bpf.o")));
        Assert.Equal(ObjectB, File.ReadAllBytes(Path.Combine(Output, "Beta.bpf.o")));
        Assert.Equal([Path.Combine(Output, "Alpha.bpf.o"), Path.Combine(Output, "Beta.bpf.o")], File.ReadAllLines(List));
    }

    [Fact]
    public void Classes_of_one_simple_name_get_their_full_names()
    {
        Extract(Assembly(("A.Probe", ObjectA, ObjectA), ("B.Probe", ObjectB, ObjectB), ("B.Other", ObjectB, null)));
        Assert.Equal(["A.Probe.bpf.o", "B.Probe.bpf.o", "Other.bpf.o"], Directory.GetFiles(Output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Classes_of_one_full_name_get_a_number()
    {
        Extract(Assembly(("A.Probe", ObjectA, ObjectA), ("A.Probe", ObjectB, ObjectB)));
        Assert.Equal(ObjectA, File.ReadAllBytes(Path.Combine(Output, "A.Probe.bpf.o")));
        Assert.Equal(ObjectB, File.ReadAllBytes(Path.Combine(Output, "A.Probe_2.bpf.o")));
    }

    [Fact]
    public void Objects_for_one_kind_of_machine_say_so_in_their_names_unless_it_is_x64()
    {
        Extract(Assembly(("A.Probe@x64", ObjectA, ObjectA), ("A.Probe@arm64", ObjectB, ObjectB), ("Other@arm64", ObjectB, null), ("B.Other", ObjectB, null)));
        Assert.Equal(["Other.arm64.bpf.o", "Other.bpf.o", "Probe.arm64.bpf.o", "Probe.bpf.o"], Directory.GetFiles(Output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(ObjectA, File.ReadAllBytes(Path.Combine(Output, "Probe.bpf.o")));
        Assert.Equal(ObjectB, File.ReadAllBytes(Path.Combine(Output, "Probe.arm64.bpf.o")));
    }

    [Fact]
    public void An_unknown_machine_is_refused()
    {
        var ended = Extract(Assembly(("Probe@vax", ObjectA, ObjectA)));
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("malformed", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_right_is_left_alone_and_one_that_is_not_is_replaced()
    {
        string assembly = Assembly(("Alpha", ObjectA, ObjectA), ("Beta", ObjectB, ObjectB));
        Extract(assembly);
        string alpha = Path.Combine(Output, "Alpha.bpf.o"), beta = Path.Combine(Output, "Beta.bpf.o");
        var longAgo = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(alpha, longAgo);
        File.WriteAllText(beta, "other");
        Extract(assembly);
        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(alpha));
        Assert.Equal(ObjectB, File.ReadAllBytes(beta));
    }

    [Fact]
    public void An_assembly_without_objects_gives_an_empty_list()
    {
        Assert.Equal(0, Extract(Assembly()).ExitCode);
        Assert.Equal("", File.ReadAllText(List));
    }

    [Fact]
    public void An_object_that_is_announced_but_not_there_is_an_error()
    {
        var ended = Extract(Assembly(("Alpha", ObjectA, ObjectB)));
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("the object of Alpha is announced but not embedded", ended.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(List));
    }

    [Theory]
    [InlineData("../../evil")]
    [InlineData("..")]
    [InlineData("/etc/evil")]
    public void A_name_cannot_lead_out_of_the_directory(string className)
    {
        var ended = Extract(Assembly((className, ObjectA, ObjectA)));
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("is not a class's name", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Something_else_than_an_assembly_is_an_error()
    {
        File.WriteAllText(_directory.File("x.dll"), "not an assembly");
        Assert.Equal(1, Extract(_directory.File("x.dll")).ExitCode);
        Assert.Equal(1, Extract(_directory.File("missing.dll")).ExitCode);
        Assert.Equal(1, Extract(Path.Combine(_directory.Path)).ExitCode);
    }

    [Fact]
    public void A_cut_assembly_never_ends_in_an_exception_of_another_kind()
    {
        byte[] whole = File.ReadAllBytes(Assembly(("Alpha", ObjectA, ObjectA)));
        string cut = _directory.File("cut.dll");
        for (int length = 0; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(cut, whole[..length]);
            try
            {
                EmbeddedObjects.Read(cut);
            }
            catch (BadImageFormatException)
            {
                // As announced.
            }
        }
    }
}
