using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace BpfSharp.Runtime.Tests.Objects;

/// <summary>Compiles the C sources beside the tests, once per run, into a folder that the end of the run removes.</summary>
internal static class Toolchain
{
    static readonly string Folder = MakeFolder();
    static readonly ConcurrentDictionary<string, Lazy<string>> Built = new(StringComparer.Ordinal);

    public static bool HasClang { get; } = Has("clang-19");
    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>The object of Sources/NAME.c, compiled by clang; skips the test where there is no clang.</summary>
    public static string Compile(string name, string cpu = "v3")
    {
        Assert.SkipUnless(HasClang, "clang-19 is not installed: it compiles the objects these tests read");
        return Built.GetOrAdd($"{name}.{cpu}", _ => new(() =>
        {
            string output = Path.Combine(Folder, $"{name}.{cpu}.bpf.o");
            Run("clang-19", "-O2", "-g", "-target", "bpf", "-mcpu=" + cpu, "-c", Path.Combine(Sources, name + ".c"), "-o", output);
            return output;
        })).Value;
    }

    public static byte[] CompileBytes(string name) => File.ReadAllBytes(Compile(name));

    /// <summary>A program for this machine, linked with libbpf; skips the test where that cannot be built.</summary>
    public static string CompileJudge(string name)
    {
        Assert.SkipUnless(Has("gcc") && File.Exists("/usr/include/bpf/libbpf.h"), "gcc and libbpf-dev are not installed: they say what libbpf makes of an object");
        return Built.GetOrAdd(name, _ => new(() =>
        {
            string output = Path.Combine(Folder, name);
            Run("gcc", "-O1", "-Wall", "-o", output, Path.Combine(Sources, "..", "Judge", name + ".c"), "-lbpf");
            return output;
        })).Value;
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

    static string Sources { get; } = FindSources();

    static string FindSources([CallerFilePath] string here = "")
    {
        // Deterministic builds map the paths of source files, so look from the built test upwards first.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "BpfSharp.slnx")))
                return Path.Combine(folder.FullName, "tests", "Runtime.Tests", "Objects", "Sources");
        return Path.Combine(Path.GetDirectoryName(here)!, "Sources");
    }

    static string MakeFolder()
    {
        string folder = Directory.CreateTempSubdirectory("bpfsharp-tests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
