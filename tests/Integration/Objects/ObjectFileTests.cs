using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using BpfSharp.Integration.Infrastructure;
using Xunit;

namespace BpfSharp.Integration.Objects;

/// <summary>The files that <c>dotnet build</c> writes beside an assembly, judged by bpftool and libbpf.</summary>
[Collection(nameof(Alone))]
public sealed class ObjectFileTests
{
    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name + ".bpf.o");

    [Fact]
    public void Each_file_is_what_its_class_embeds()
    {
        EmbeddedBpfObjectAttribute[] embedded = [.. typeof(ObjectFileTests).Assembly.GetCustomAttributes<EmbeddedBpfObjectAttribute>()];
        Assert.True(embedded.Length >= 8, "the assembly has its objects");
        foreach (EmbeddedBpfObjectAttribute entry in embedded)
        {
            byte[] file = File.ReadAllBytes(PathOf(entry.ClassName.Split('.')[^1]));
            Assert.Equal(entry.Length, file.Length);
            Assert.Equal(entry.Sha256, Convert.ToHexString(SHA256.HashData(file)), ignoreCase: true);
        }
        Assert.Equal(embedded.Length, Directory.GetFiles(AppContext.BaseDirectory, "*.bpf.o").Length);
    }

    [Fact]
    public void Bpftool_loads_it_unchanged_and_shows_the_source()
    {
        Requires.Root();
        Requires.Btf();
        Requires.Tool("bpftool");
        LeakGuard leaks = LeakGuard.Start();
        string mount = Directory.CreateTempSubdirectory("bpffs").FullName;
        Run("mount", "-t", "bpf", "bpf", mount);
        try
        {
            string pins = Path.Combine(mount, "clone");
            Run("bpftool", "prog", "loadall", PathOf(nameof(CloneProbe)), pins);
            Assert.Equal([nameof(CloneProbe.OnFork), nameof(CloneProbe.OnForkRaw)], Directory.GetFileSystemEntries(pins).Select(Path.GetFileName).Order());

            string code = Run("bpftool", "prog", "dump", "xlated", "pinned", Path.Combine(pins, nameof(CloneProbe.OnFork)), "linum");
            Assert.Contains("int parentId = parent->tgid;", code, StringComparison.Ordinal);
            Assert.Matches(@"\[file:[^\]]*CloneProbe\.cs line_num:\d+ line_col:\d+\]", code);

            string shown = Run("bpftool", "prog", "show", "pinned", Path.Combine(pins, nameof(CloneProbe.OnFork)));
            Assert.Contains("tracing  name OnFork", shown, StringComparison.Ordinal);
            Assert.Contains(" gpl", shown, StringComparison.Ordinal);
        }
        finally
        {
            Run("umount", mount);
            Directory.Delete(mount);
        }
        leaks.AssertNothingLeft();
    }

    [Fact]
    public void Its_types_are_named_as_in_the_source()
    {
        Requires.Tool("bpftool");
        string types = Run("bpftool", "btf", "dump", "file", PathOf(nameof(CloneProbe)));
        Assert.Contains("FUNC 'OnFork'", types, StringComparison.Ordinal);
        Assert.Contains("STRUCT 'task_struct'", types, StringComparison.Ordinal);
        Assert.Contains("VAR 'CountByParent'", types, StringComparison.Ordinal);
        Assert.Contains("DATASEC '.maps'", types, StringComparison.Ordinal);
        Assert.Contains("VAR 'MinPid'", types, StringComparison.Ordinal);
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {errors.Result}");
        return output;
    }
}
