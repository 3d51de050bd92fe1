
namespace BpfSharp.Generator.Tests;

/// <summary>What the worker has compiled before is taken from its cache without starting it; whatever it might decide otherwise is asked.</summary>
public sealed class CachedAnswerTests : IDisposable
{
    static readonly string Tools = Path.Combine(AppContext.BaseDirectory, "bpfsharp-llvm.dll");
    static readonly string DotNet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    readonly string _directory = Directory.CreateTempSubdirectory("bpfsharp-test-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>The object's source, and how often the worker was started.</summary>
    (string Bytes, int Starts) Build(string source, params (string, string)[] properties)
    {
        string log = Path.Combine(_directory, "log"), host = Path.Combine(_directory, "host");
        File.WriteAllText(host, $"#!/bin/sh\necho started >> '{log}'\nexec '{DotNet}' \"$@\"\n");
        File.SetUnixFileMode(host, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        File.Delete(log);
        var result = new Project(source, [("BpfSharpDotNetHostPath", host), ("BpfSharpCacheDirectory", Path.Combine(_directory, "cache")), .. properties.Length > 0 ? properties : [("BpfSharpWorkerPath", Tools)]]).Run();
        Assert.Empty(result.Diagnostics);
        string bytes = result.GeneratedSources.Single(static s => s.HintName.EndsWith(".Bytes.g.cs", StringComparison.Ordinal)).SourceText.ToString();
        return (bytes, File.Exists(log) ? File.ReadAllLines(log).Length : 0);
    }

    [Fact]
    public void The_second_time_no_process_is_started()
    {
        var first = Build(Sources.Small);
        Assert.Equal(1, first.Starts);
        Assert.Equal((first.Bytes, 0), Build(Sources.Small));
        Assert.Equal(1, Build(Sources.Small.Replace("Hits = 1;", "Hits = 2;", StringComparison.Ordinal)).Starts);
        Assert.Equal((first.Bytes, 0), Build(Sources.Small));
    }

    [Fact]
    public void An_entry_that_was_damaged_is_made_again()
    {
        var first = Build(Sources.Small);
        string entry = Assert.Single(Directory.GetFiles(Path.Combine(_directory, "cache"), "*.bpfo"));
        byte[] good = File.ReadAllBytes(entry);
        foreach (byte[] damaged in (byte[][])[[], good[..20], good[..^1], [.. good[..^1], (byte)~good[^1]]])
        {
            File.WriteAllBytes(entry, damaged);
            Assert.Equal((first.Bytes, 1), Build(Sources.Small));
            Assert.Equal(good, File.ReadAllBytes(entry));
        }
    }

    [Fact]
    public void Another_worker_or_another_LLVM_is_asked()
    {
        Build(Sources.Small);
        File.SetLastWriteTimeUtc(Copy("bpfsharp-llvm.runtimeconfig.json"), DateTime.UnixEpoch);
        Assert.Equal(1, Build(Sources.Small, ("BpfSharpWorkerPath", Copy("bpfsharp-llvm.dll"))).Starts);

        Build(Sources.Small);
        string llvm = File.ReadLines(Path.Combine(_directory, "cache/tools")).First();
        Assert.Equal(1, Build(Sources.Small, ("BpfSharpWorkerPath", Tools), ("BpfSharpLibLlvm", llvm)).Starts);

        string Copy(string file)
        {
            string target = Path.Combine(_directory, file);
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), target, overwrite: true);
            return target;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void What_cannot_be_known_for_sure_is_asked(int line)
    {
        Build(Sources.Small);
        string tools = Path.Combine(_directory, "cache/tools");
        string[] lines = File.ReadAllLines(tools);
        lines[line] += "?";
        File.WriteAllText(tools, string.Join('\n', lines));
        Assert.Equal(1, Build(Sources.Small).Starts);
        Assert.Equal(0, Build(Sources.Small).Starts);
    }
}
