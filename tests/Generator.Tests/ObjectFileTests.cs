using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using BpfSharp.Compiler;
using BpfSharp.Generator.Worker;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Generator.Tests;

/// <summary>The objects as files, and the list of them that the build reads.</summary>
public sealed class ObjectFileTests : IDisposable
{
    static readonly string Worker = Path.Combine(AppContext.BaseDirectory, "bpfsharp-llvm.dll");
    static readonly string DotNet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    readonly string _directory = Directory.CreateTempSubdirectory("bpfsharp-test-").FullName;

    string List => Path.Combine(_directory, "bpf.objects.txt");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    Project Project(string source, params (string, string)[] properties) =>
        new(source, [("BpfSharpWorkerPath", Worker), ("BpfSharpDotNetHostPath", DotNet), ("BpfSharpCacheDirectory", Path.Combine(_directory, "bpf/")), .. properties]);

    [Fact]
    public void They_are_what_the_assembly_embeds()
    {
        using var assembly = new MemoryStream();
        var result = Project(Sources.Small).Complete().Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        string file = Assert.Single(File.ReadAllLines(List));
        Assert.Equal(Path.Combine(_directory, "bpf/objects/Small.bpf.o"), file);
        byte[] content = File.ReadAllBytes(file);
        Assert.True(content.AsSpan().StartsWith("\x7f"u8 + "ELF\x02\x01\x01"u8));
        Assert.True(content.AsSpan().IndexOf("Dual MIT/GPL\0"u8) > 0);
        Assert.True(assembly.ToArray().AsSpan().IndexOf(content) > 0);

        var context = new AssemblyLoadContext("tested", isCollectible: true);
        assembly.Position = 0;
        var announced = Assert.Single(context.LoadFromStream(assembly).GetCustomAttributes<EmbeddedBpfObjectAttribute>());
        Assert.Equal(("Small", Convert.ToHexString(SHA256.HashData(content)), content.Length), (announced.ClassName, announced.Sha256, announced.Length));
        context.Unload();
    }

    [Fact]
    public void They_are_written_when_they_change_and_only_then()
    {
        Project("class Empty { }").Run();
        Assert.False(File.Exists(List));
        Project(Sources.Small).Run();
        string file = Assert.Single(File.ReadAllLines(List));
        File.SetLastWriteTimeUtc(List, DateTime.UnixEpoch);
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        Project(Sources.Small).Run();
        Assert.Equal((DateTime.UnixEpoch, DateTime.UnixEpoch), (File.GetLastWriteTimeUtc(List), File.GetLastWriteTimeUtc(file)));

        Project(Sources.Small.Replace("Hits = 1;", "Hits = 2;", StringComparison.Ordinal)).Run();
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(List));
        Assert.NotEqual(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file));

        byte[] right = File.ReadAllBytes(file);
        File.WriteAllText(file, "other");
        Project(Sources.Small.Replace("Hits = 1;", "Hits = 2;", StringComparison.Ordinal)).Run();
        Assert.Equal(right, File.ReadAllBytes(file));
        Assert.Equal([file], Directory.GetFiles(Path.GetDirectoryName(file)!));

        Project("class Empty { }").Run();
        Assert.Equal("", File.ReadAllText(List));
    }

    [Fact]
    public void An_editors_build_writes_none()
    {
        Project(Sources.Small, ("DesignTimeBuild", "true")).Run();
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public void Where_they_cannot_be_written_that_is_an_error_with_the_path()
    {
        Directory.CreateDirectory(Path.Combine(_directory, "bpf"));
        File.WriteAllText(Path.Combine(_directory, "bpf/objects"), "a file where a folder should be");
        var error = Assert.Single(Project(Sources.Small).Run().Diagnostics);
        Assert.Equal(("BPF0912", DiagnosticSeverity.Error), (error.Id, error.Severity));
        Assert.Contains(Path.Combine(_directory, "bpf/objects"), error.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("My.Tools.Alpha Beta", "Alpha.bpf.o Beta.bpf.o")]
    [InlineData("A.Probe B.Probe B.Other", "A.Probe.bpf.o B.Probe.bpf.o Other.bpf.o")]
    [InlineData("A.Probe A.Probe", "A.Probe.bpf.o A.Probe_2.bpf.o")]
    [InlineData("A.Probe@X64 A.Probe@Arm64 Other@Arm64 B.Other", "Probe.bpf.o Probe.arm64.bpf.o Other.arm64.bpf.o Other.bpf.o")]
    public void Each_has_a_name_of_its_own(string classes, string files)
    {
        EmbeddedObject[] objects = [.. classes.Split(' ').Select(static (name, i) =>
            new EmbeddedObject(name.Split('@')[0], name.Split('@') is [_, var machine] ? Enum.Parse<TargetArchitecture>(machine) : null, [(byte)i]))];
        var named = ObjectFiles.Named(objects).ToArray();
        Assert.Equal(files.Split(' '), named.Select(static n => n.Name));
        Assert.Equal(objects.Select(static o => o.Content), named.Select(static n => n.Content));
    }
}
