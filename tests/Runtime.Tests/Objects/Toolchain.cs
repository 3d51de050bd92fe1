using System.Diagnostics;
using Xunit;

namespace BpfSharp.Runtime.Tests.Objects;

/// <summary>Other tools and what they made: the objects that the build had clang make of the C sources (compile-sources).</summary>
internal static class Toolchain
{
    static readonly string Folder = MakeFolder();

    static string Made { get; } = Path.Combine(Repository(), "artifacts", "c");

    public static bool HasClang { get; } = Has("clang-19");
    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>The object that clang made of NAME.c; skips the test where there was no clang.</summary>
    public static string PathOf(string name, string cpu = "v3")
    {
        string path = Path.Combine(Made, $"{name}.{cpu}.bpf.o");
        Assert.SkipWhen(!HasClang && !File.Exists(path), "clang-19 is not installed: it compiles the objects these tests read");
        return path;
    }

    /// <summary>Whether there is such an object, for what may not skip.</summary>
    public static bool HasObject(string name) => File.Exists(Path.Combine(Made, $"{name}.v3.bpf.o"));

    public static byte[] BytesOf(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>A program for this machine, linked with libbpf; skips the test where that could not be built.</summary>
    public static string PathOfJudge(string name)
    {
        string path = Path.Combine(Made, name);
        Assert.SkipUnless(File.Exists(path), "gcc and libbpf-dev were not installed when the tests were built: they say what libbpf makes of an object");
        return path;
    }

    public static string TemporaryFile(string name) => Path.Combine(Folder, Guid.NewGuid().ToString("N") + name);

    public static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} failed with {process.ExitCode}: {errors.Result}");
        return output;
    }

    public static bool Has(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>The repository that these tests were built in; deterministic builds map the paths of source files, so they do not tell.</summary>
    public static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "BpfSharp.slnx")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside the repository and cannot find their C files.");
    }

    static string MakeFolder()
    {
        string folder = Directory.CreateTempSubdirectory("bpfsharp-tests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
