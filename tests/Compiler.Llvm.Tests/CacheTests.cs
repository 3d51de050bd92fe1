using BpfSharp.Compiler.Worker;
using static BpfSharp.Compiler.Llvm.Tests.Fixtures;

namespace BpfSharp.Compiler.Llvm.Tests;

public sealed class CacheTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    string Cache => _directory.File("cache");
    string Entry => Assert.Single(Directory.GetFiles(Cache, "*.bpfo"));

    public void Dispose() => _directory.Dispose();

    CompileResponse Compile(params CompileModule[] modules) => Worker.Compile(new CompileRequest(Cache, [.. modules]));

    [Fact]
    public void The_second_time_LLVM_is_not_even_loaded()
    {
        var first = Compile(Module("core"));
        var second = CompileCommand.Compile(new CompileRequest(Cache, [Module("core")]), static _ => Assert.Fail("nothing may be fatal"));
        Assert.Equal(first.Modules[0].Object, second.Modules[0].Object);
        Assert.Equal(first.LlvmVersion, second.LlvmVersion);
        Assert.DoesNotContain("libLLVM", File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_was_damaged_is_made_again()
    {
        byte[] good = Compile(Module("core")).Modules[0].Object;
        byte[] entry = File.ReadAllBytes(Entry);
        foreach (byte[] damaged in (byte[][])[[], entry[..20], entry[..^1], [.. entry[..^1], (byte)~entry[^1]], [.. entry[..10], (byte)~entry[10], .. entry[11..]]])
        {
            File.WriteAllBytes(Entry, damaged);
            Assert.Equal(good, Compile(Module("core")).Modules[0].Object);
            Assert.Equal(entry, File.ReadAllBytes(Entry));
        }
    }

    [Fact]
    public void Other_IR_or_another_processor_is_another_entry()
    {
        Compile(Module("core"));
        Compile(Module("core", cpu: "v4"));
        Compile(Module("core") with { Ir = [.. Module("core").Ir, (byte)'\n'] });
        Assert.Equal(3, Directory.GetFiles(Cache, "*.bpfo").Length);
    }

    [Fact]
    public void A_failure_is_not_kept()
    {
        Assert.False(Compile(Module("stack")).Modules[0].Ok);
        Assert.Empty(Directory.GetFiles(Cache, "*.bpfo"));
    }

    [Fact]
    public void Only_what_is_missing_is_compiled()
    {
        Compile(Module("core"));
        File.WriteAllText(Path.Combine(Cache, "tools"), "damaged");
        var response = Compile(Module("core"), Module("stack"), Module("counter"));
        Assert.Equal([true, false, true], response.Modules.Select(static m => m.Ok));
        Assert.Equal(2, Directory.GetFiles(Cache, "*.bpfo").Length);
    }

    [Fact]
    public void Another_LLVM_does_not_get_this_ones_objects()
    {
        string? other = Library("libLLVM-15.so.1");
        string ours = Compile(Module("core")).LlvmVersion;
        Assert.SkipUnless(other is not null && !ours.StartsWith("15", StringComparison.Ordinal), "LLVM 15 is not installed beside another");
        Assert.Equal("15", Worker.Compile(new CompileRequest(Cache, [Module("core")]), other).LlvmVersion);
        Assert.Equal(2, Directory.GetFiles(Cache, "*.bpfo").Length);
        Assert.Equal(ours, Compile(Module("core")).LlvmVersion);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_costs_time_only()
    {
        File.WriteAllText(Cache, "a file where the directory should be");
        Assert.True(Compile(Module("core")).Modules[0].Ok);
    }

    [Fact]
    public async Task Builds_at_the_same_time_may_share_it()
    {
        var responses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Compile(Module("core")))));
        Assert.All(responses, r => Assert.Equal(responses[0].Modules[0].Object, r.Modules[0].Object));
        Assert.DoesNotContain(Directory.GetFiles(Cache), static f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void It_does_not_grow_for_ever()
    {
        Directory.CreateDirectory(Cache);
        for (int i = 0; i <= ObjectCache.MostFiles; i++)
        {
            string path = Path.Combine(Cache, $"{i}.bpfo");
            File.WriteAllBytes(path, []);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-1 - i));
        }
        Compile(Module("core"));
        var left = Directory.GetFiles(Cache, "*.bpfo");
        Assert.InRange(left.Length, ObjectCache.MostFiles / 2, ObjectCache.MostFiles / 2 + 2);
        Assert.Contains(Path.Combine(Cache, "0.bpfo"), left);
        Assert.Contains(left, static f => Path.GetFileName(f).Length > 60);
    }
}
