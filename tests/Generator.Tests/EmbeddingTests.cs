using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace BpfSharp.Generator.Tests;

/// <summary>From C# to the object in the assembly, with the real worker.</summary>
public sealed class EmbeddingTests
{
    static readonly string Worker = Path.Combine(AppContext.BaseDirectory, "bpfsharp-llvm.dll");
    static readonly string DotNet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    static byte[] Build(string source, params (string, string)[] properties)
    {
        var assembly = new MemoryStream();
        var complete = new Project(source, [("BpfSharpWorkerPath", Worker), ("BpfSharpDotNetHostPath", DotNet), .. properties]).Complete();
        var result = complete.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return assembly.ToArray();
    }

    [Fact]
    public void The_same_source_gives_the_same_assembly() => Assert.Equal(Build(Sources.Small).Length, Build(Sources.Small).Length);

    [Fact]
    public void Without_an_object_opening_says_why()
    {
        var context = new AssemblyLoadContext("tested", isCollectible: true);
        var type = context.LoadFromStream(new MemoryStream(Build(Sources.Small, ("DesignTimeBuild", "true")))).GetType("Small")!;
        using var instance = (BpfObject)Activator.CreateInstance(type)!;
        var e = Assert.Throws<InvalidOperationException>(instance.Load);
        Assert.Contains("Small has no eBPF object", e.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build", e.Message, StringComparison.Ordinal);
        context.Unload();
    }

    [Fact]
    public void Sources_can_be_left_out_of_the_object()
    {
        Assert.Contains("Hits = 1;", Text(Build(Sources.Small)), StringComparison.Ordinal);
        Assert.DoesNotContain("Hits = 1;", Text(Build(Sources.Small, ("BpfEmbedSource", "false"))), StringComparison.Ordinal);

        static string Text(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes);
    }
}
